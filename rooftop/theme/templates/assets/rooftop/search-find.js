// What was meant by a query, and the pages that have it.
// A browser may remember a script that did not come, so it is asked for under another name the second time.
const { fingerprint, fold, isFind, nearest, plain, wordsOf } =
  await import("./search-words.js").catch(() => import(`./search-words.js?again=${Date.now()}`))
const LOOKED_AT = 8 // results among which a title is looked for
const LEFT_OUT = 8 // how far from a query one is that lacks a word of it
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

let ask, lines

// `index` is the module search-index.js.
export function useIndex(index) {
  ({ ask, lines } = index)
}

// The pages that have `query`, in `language` or in one of the `others`; `instead` is what was looked for in its place.
// The page whose title it is, in whichever language, comes first. Where a word of it is not found, the nearest words are looked
// for, in the language in which they are nearest. `exactly` looks for nothing else than what was typed.
export async function find(query, language, others, { kind = "", exactly = false } = {}) {
  const [found, abroad] = await Promise.all([ask(language, query, kind), kind ? null : findTitle(query, others)])
  const missed = await wordsMissed(query, language)
  const titled = await withTitle(found.results, query) ?? abroad
  if (titled) return titleFirst(titled, titled === abroad && missed.length ? { ...found, results: [], kinds: {} } : found)
  if (exactly || (found.total && !missed.length)) return found
  const byChance = [found]
  for (const near of await nearestQueries(query, language, others, missed)) {
    const meant = await ask(near.language, near.query, kind)
    if (!meant.total) continue
    if (near.far || !(await wordsMissed(near.query, near.language)).length) return nameFirst(meant, near.query, query)
    byChance.push(meant)
  }
  const last = UNSPACED.test(query) && byChance.find((each) => each.total)
  return last || { ...found, results: [], total: 0, kinds: {} }
}

// `found` for what was `meant`, in place of the `query` that was typed.
async function nameFirst(found, meant, query) {
  const titled = await withTitle(found.results, meant)
  return { ...(titled ? titleFirst(titled, found) : found), instead: plain(meant) === plain(query) ? "" : meant }
}

// Those of `others` that have `query`. The engine of a language is fetched when its words are there.
export async function languagesWith(query, others) {
  const found = await Promise.all(others.map(async (language) => {
    const near = await nearestQuery(query, language)
    return near.far === 0 && (await ask(language, query)).total && !(await wordsMissed(query, language)).length
  }))
  return others.filter((_, number) => found[number])
}

// The words of `query` that no page has. For a word that is nowhere, Pagefind takes the longest one it begins with: "or" for
// "orecast".
async function wordsMissed(query, language) {
  const words = [...new Set(wordsOf(query, language))], isUnspaced = UNSPACED.test(query)
  const found = await Promise.all(words.map(async (word) => {
    const hits = await hitsOf(await ask(language, isUnspaced ? query : word))
    return isUnspaced ? isFoundUnspaced(hits, letters(word)) : hits.some((hit) => isFind(hit, letters(word)))
  }))
  return words.filter((_, number) => !found[number])
}

// Pagefind and browsers do not agree where words that are written without spaces end: less than half of one was found by chance.
function isFoundUnspaced(hits, typed) {
  return hits.length > 0 && (hits.includes(typed) || !hits.some((hit) => typed.startsWith(hit) && hit.length * 2 <= typed.length))
}

// The words that were found on the first page, and its names. Pagefind puts a zero-width space between words that are written
// without any.
async function hitsOf({ results }) {
  if (!results.length) return []
  const { raw_content: text, locations, meta } = await results[0].data()
  const words = text.split(text.includes("\u200b") ? "\u200b" : /\s+/)
  return [...locations.map((place) => words[place] ?? ""), meta.title, meta.also ?? ""]
    .flatMap((hit) => [hit, ...hit.split(/[^\p{L}\p{M}\p{N}]+/u)]).map(letters).filter(Boolean)
}

function letters(word) {
  return fold(word).replace(/[^\p{L}\p{N}]/gu, "")
}

// `query` in each language with the nearest words there in place of those that it does not have, the nearest first. Words that
// none is near to are left out, in the language that was asked for.
async function nearestQueries(query, language, others, missed) {
  const all = [nearestQuery(query, language, missed), together(query, language), ...others.map((other) => nearestQuery(query, other))]
  return (await Promise.all(all)).filter((near) => near.query).sort((a, b) => a.far - b.far)
}

async function nearestQuery(query, language, missed) {
  const words = wordsOf(query, language), nearest = await Promise.all(words.map(async (word) => {
    if (UNSPACED.test(word)) return { word, far: missed ? 1 : 0 }
    return (missed ? !missed.includes(word) : /\p{N}/u.test(word)) ? { word, far: 0 } : nearestWord(word, language)
  }))
  if (!missed && nearest.some((each) => !each.word)) return { language, query: "", far: Infinity }
  const far = nearest.reduce((sum, each) => sum + Math.min(each.far, LEFT_OUT), 0)
  const isSame = nearest.every((each, number) => each.word === words[number])
  return { language, query: isSame ? query : nearest.map((each) => each.word).filter(Boolean).join(" "), far }
}

// `query` without its blanks, where the site has that as one word: "chart room".
async function together(query, language) {
  const one = letters(query), known = await lines(`words/${language}.txt`)
  return { language, query: known.find((word) => fold(word) === one) ?? "", far: .5 }
}

async function nearestWord(word, language) {
  return nearest(letters(word), await lines(`words/${language}.txt`))
}

// The page in another language whose title `query` is, if there is one.
async function findTitle(query, others) {
  const print = fingerprint(query)
  for (const language of others) {
    if (!(await lines(`titles/${language}.txt`)).includes(print)) continue
    const titled = await withTitle((await ask(language, query)).results, query)
    if (titled) return titled
  }
  return null
}

// The first of `results` whose page goes by the name of `query`.
async function withTitle(results, query) {
  const name = plain(query)
  for (const result of results.slice(0, LOOKED_AT)) {
    const { title, also = "" } = (await result.data()).meta
    if ([title, ...also.split(" · ")].some((each) => plain(each) === name)) return result
  }
  return null
}

function titleFirst(titled, found) {
  const rest = found.results.filter((result) => result !== titled)
  return { ...found, results: [titled, ...rest], total: rest.length + 1 }
}
