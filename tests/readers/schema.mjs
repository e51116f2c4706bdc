// Check JSON-LD documents against the vocabulary of schema.org, as schema-dts has it: each becomes a typed constant, and
// the TypeScript compiler says which properties and values do not exist. Reads a JSON list of documents on standard input.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import path from "node:path"
import ts from "typescript"

const here = path.dirname(fileURLToPath(import.meta.url))
const folder = mkdtempSync(path.join(here, "node_modules", ".schema-"))
let text = ""
for await (const part of process.stdin) text += part
const lines = JSON.parse(text).map((document, number) =>
  `export const each${number}: ${document["@graph"] ? "Graph" : "WithContext<Thing>"} = ${JSON.stringify(document)}`)
const file = path.join(folder, "facts.ts")
writeFileSync(file, `import type { Graph, Thing, WithContext } from "schema-dts"\n${lines.join("\n")}\n`)
const program = ts.createProgram([file], {
  strict: true, noEmit: true, skipLibCheck: true, types: [],
  module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"], // no DOM, which takes longer to read than all else
})
const found = ts.getPreEmitDiagnostics(program).map((each) => ts.flattenDiagnosticMessageText(each.messageText, "\n"))
rmSync(folder, { recursive: true })
console.log(JSON.stringify(found))
