// The index of a language with many pages, which rooftop/site/search_blocks.py makes in blocks, put together into what Pagefind
// would have made of all pages at once. Both are CBOR of lists, texts and whole numbers.
const MARK = "pagefind_dcd" // what Pagefind expects before what is not compressed
const reader = new TextDecoder(), writer = new TextEncoder(), tables = new Map()

// The address of what Pagefind asks for.
export async function addressOf(asked, lines) {
  const page = await pageOf(asked, lines)
  return page ? asked.replace(`${page.own}.`, `${page.file}.`) : asked
}

// What Pagefind would have read at the address `asked`, of the `data` that came.
export async function assemble(asked, data, lines) {
  const parts = await Promise.all(split(data).map(async (part) => decode(await inflate(part))))
  const page = await pageOf(asked, lines)
  if (page) return new Response(MARK + parts[0][page.place])
  const [, isWords, tag] = /\/(index\/|pagefind\.)([^/]+)_[0-9a-f]+\.pf_\w+$/.exec(asked)
  const whole = isWords === "index/" ? [joinWords(parts, tables.get(tag).numbers)] : joinPages(parts[0], tag)
  return new Response(new Uint8Array([...writer.encode(MARK), ...encode(whole)]))
}

// Pagefind knows a page by its number. The list of its block has the name of its file, which it shares with its neighbours.
async function pageOf(asked, lines) {
  const [, tag, number] = /\/fragment\/(.+)_(\d+)\.pf_fragment/.exec(asked) ?? [], table = tables.get(tag)
  if (!table) return null
  const block = table.owners[number], names = await lines(`fragment/${table.lists[block]}.txt`)
  const at = table.numbers[block].indexOf(Number(number)), file = names[at]
  return { own: `${tag}_${number}`, file, place: at - names.indexOf(file) }
}

// The extra field of each member tells its length.
function split(data) {
  const view = new DataView(data), parts = []
  for (let at = 0; at < data.byteLength; at += parts.at(-1).length) parts.push(new Uint8Array(data, at, view.getUint32(at + 16, true)))
  return parts
}

function inflate(part) {
  return new Response(new Blob([part]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()
}

function joinPages([version, counts, words, filters, sorts, fields, owners, lists], tag) {
  const numbers = lists.map(() => [])
  owners.forEach((block, number) => numbers[block].push(number))
  tables.set(tag, { owners, lists, numbers })
  return [version, counts.map((count, number) => [`${tag}_${number}`, count]), words, filters, sorts, fields]
}

// The words of all blocks, each with the pages of all blocks; `numbers` are those of each block's pages among all pages.
function joinWords(blocks, numbers) {
  const all = new Map()
  blocks.forEach((words, block) => words.forEach(([word, pages, spellings]) => {
    const [own, others] = all.get(word) ?? all.set(word, [[], new Map()]).get(word)
    own.push(...numbered(pages, numbers[block]))
    for (const [spelling, of] of spellings)
      others.set(spelling, [...others.get(spelling) ?? [], ...numbered(of, numbers[block])])
  }))
  return [...all].map(([word, [own, others]]) => [word, stepped(own), [...others].map(([spelling, of]) => [spelling, stepped(of)])])
}

// Pagefind tells of each page by how many numbers it follows the one before.
function numbered(pages, numbers) {
  let at = 0
  return pages.map(([step, ...places]) => [numbers[at += step], ...places])
}

function stepped(pages) {
  let before = 0
  return pages.sort((a, b) => a[0] - b[0]).map(([number, ...places]) => {
    const step = number - before
    before = number
    return [step, ...places]
  })
}

function decode(data) {
  const view = new DataView(data)
  let at = 0
  const item = () => {
    const first = view.getUint8(at++), kind = first >> 5, value = number(first & 31)
    if (kind < 2) return kind ? -1 - value : value
    if (kind === 4) return Array.from({ length: value }, item)
    at += value
    return reader.decode(new Uint8Array(data, at - value, value))
  }
  const number = (short) => {
    if (short < 24) return short
    const bits = 8 << (short - 24)
    at += bits / 8
    return view[`getUint${bits}`](at - bits / 8)
  }
  return item()
}

function encode(item, bytes = []) {
  const text = typeof item === "string" ? writer.encode(item) : null
  if (text) bytes.push(...head(3, text.length), ...text)
  else if (Array.isArray(item)) bytes.push(...head(4, item.length)) && item.forEach((each) => encode(each, bytes))
  else bytes.push(...(item < 0 ? head(1, -1 - item) : head(0, item)))
  return bytes
}

function head(kind, value) {
  const first = kind << 5
  if (value < 24) return [first | value]
  if (value < 2 ** 8) return [first | 24, value]
  if (value < 2 ** 16) return [first | 25, value >> 8, value & 255]
  return [first | 26, value >>> 24, value >> 16 & 255, value >> 8 & 255, value & 255]
}
