// What was meant by a query, and the pages that have it.
const again = new URL(import.meta.url).search // how this file was asked for after its first request failed
const { ask, lines } = await import(`./search-index.js${again}`)
const { fingerprint, fold, isFind, nearest, plain, wordsOf } = await import(`./search-words.js${again}`)
const LOOKED_AT = 8 // results among which a title is looked for
const READ = 3 // results in which a word is looked for as it was typed
const LEFT_OUT = 8 // how far from a query one is that lacks a word of it
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

// The pages that have `query`, in `language` or in one of the `others`; `instead` is what was looked for in its place.
// The page whose title it is, in whichever language, comes first. Where a word of it is not found, the nearest words are looked
// for, in the language in which they are nearest. `exactly` looks for nothing else than what was typed.
export async function find(query, language, others, { kind = "", exactly = false } = {}) {
  const [found, abroad] = await Promise.all([ask(language, query, kind), kind ? null : findTitle(query, others)])
  const missed = await wordsMissed(query, language)
  const titled = await withTitle(found.results, query) ?? abroad
  if (titled) return titleFirst(titled, missed.length ? { ...found, results: [], kinds: {} } : found)
  if (exactly || !missed.length) return found
  for (const near of await nearestQueries(query, language, others, missed)) {
    const meant = await ask(near.language, near.query, kind)
    if (!meant.total) continue
    const first = await withTitle(meant.results, near.query)
    return { ...(first ? titleFirst(first, meant) : meant), instead: plain(near.query) === plain(query) ? "" : near.query }
  }
  return { ...found, results: [], total: 0, kinds: {} }
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
  const words = [...new Set(wordsOf(query, language))]
  const found = await Promise.all(words.map((word) => isFound(word, language)))
  return words.filter((_, number) => !found[number])
}

async function isFound(word, language) {
  const typed = letters(word), results = (await ask(language, word)).results.slice(0, READ)
  const pages = await Promise.all(results.map((result) => result.data()))
  return pages.flatMap(hitsOf).flatMap((hit) => [hit, ...hit.split(/[^\p{L}\p{M}\p{N}]+/u)]).map(letters)
    .some((hit) => hit && isFind(hit, typed))
}

// The words of a page that were found, and its names.
function hitsOf(page) {
  const words = page.content.split(/\s+/)
  return [...page.locations.map((place) => words[place] ?? ""), page.meta.title, page.meta.also ?? ""]
}

function letters(word) {
  return fold(word).replace(/[^\p{L}\p{N}]/gu, "")
}

// `query` in each language with the nearest words there in place of those that it does not have, the nearest first. Words that
// none is near to are left out.
async function nearestQueries(query, language, others, missed) {
  const all = [nearestQuery(query, language, missed), ...others.map((other) => nearestQuery(query, other))]
  return (await Promise.all(all)).filter((near) => near.query).sort((a, b) => a.far - b.far)
}

async function nearestQuery(query, language, missed) {
  const words = await Promise.all(wordsOf(query, language).map(async (word) => {
    if (missed ? !missed.includes(word) : UNSPACED.test(word) || /\p{N}/u.test(word)) return { word, far: 0 }
    return nearestWord(word, language)
  }))
  const far = words.reduce((sum, each) => sum + Math.min(each.far, LEFT_OUT), 0)
  return { language, query: words.map((each) => each.word).filter(Boolean).join(" "), far }
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
