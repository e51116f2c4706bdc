// Pagefind's index (pagefind.app) and the texts beside it, fetched in pieces as they are needed.
const PAUSE = 300 // milliseconds before what failed is asked for again
const engines = new Map(), counted = new Set(), texts = new Map(), page = document.documentElement
let root, countAtOnce, blocks, failures = 0

// `isSmall`: kinds are counted with every query.
export function openIndex(siteRoot, isSmall) {
  root = siteRoot
  countAtOnce = isSmall
  watchRequests()
}

// Pagefind takes a piece of its index that did not come for an empty one, finds nothing in it and never asks again. So every
// request for the index is made twice if need be, and counted when it failed twice: then the engines are made anew.
function watchRequests() {
  const index = new URL(`${root}search/`, location.href).href, request = window.fetch
  window.fetch = async (place, options) => {
    const asked = String(place?.url ?? new URL(place, location.href))
    if (!asked.startsWith(index)) return request(place, options)
    try {
      const answer = await twice(await blocks?.addressOf(asked, lines) ?? place, (address) => request(address, options))
      return await (/\.pf_(meta|index|fragment)$/.test(asked) ? wholeOf(asked, answer) : answer)
    } catch {
      failures++
      throw new Error(`${asked} did not come`)
    }
  }
}

async function twice(address, request) {
  const first = await request(address).catch(() => null)
  if (first?.ok) return first
  await new Promise((resolve) => setTimeout(resolve, PAUSE))
  const second = await request(address)
  if (second.ok) return second
  throw new Error(second.status)
}

// What was indexed in blocks is put together for Pagefind. It is gzip whose header has an extra field; Pagefind's own has none.
async function wholeOf(asked, answer) {
  const data = await answer.arrayBuffer()
  if (new Uint8Array(data)[3] !== 4) return new Response(data)
  blocks ??= await load(new URL("search-blocks.js", import.meta.url))
  return blocks.assemble(asked, data, lines)
}

// How many requests failed since the index was opened.
export function countFailures() {
  return failures
}

export function forgetIndex() {
  engines.clear()
  counted.clear()
  texts.clear()
}

// A browser may remember a script that did not come, so it is asked for under another name the second time.
function load(path) {
  const place = new URL(path, location.href), again = new URL(place)
  again.searchParams.set("again", Date.now())
  return import(place).catch(() => import(again))
}

// One engine for each language: words are cut to their stem as that language does. Pagefind takes the language from the
// page, so the page says another one for the moment in which an engine is made; nothing is drawn in between. Engines of one
// script share the stems of the first, and mix their indexes up when they start together, so each language has its own.
export function engineFor(language) {
  if (!engines.has(language)) engines.set(language, (async () => {
    const pagefind = await load(`${root}search/pagefind.js?language=${language}`)
    const own = page.lang
    page.lang = language
    const engine = pagefind.createInstance({ noWorker: true, excerptLength: 22 })
    page.lang = own
    await engine.init()
    if (countAtOnce) await countKinds(language, engine)
    return engine
  })())
  return engines.get(language)
}

// Without its filters a search does not tell how much there is of each kind. Where there are thousands of pages, they are as
// large as all else a query needs, and fetched when somebody asks for them.
export async function countKinds(language, engine) {
  await (engine ?? await engineFor(language)).filters()
  counted.add(language)
}

export function countsKinds(language) {
  return counted.has(language)
}

export async function ask(language, query, kind = "") {
  const engine = await engineFor(language)
  const all = await engine.search(query, kind ? { filters: { kind: [kind] } } : {})
  return { language, results: all.results, total: all.unfilteredResultCount, kinds: all.totalFilters?.kind ?? {} }
}

// The lines of a text beside the index.
export function lines(name) {
  if (!texts.has(name)) {
    const answer = fetch(new URL(`${root}search/${name}`, location.href))
    texts.set(name, answer.then((each) => each.text()).then((text) => text.split("\n").filter(Boolean)))
  }
  return texts.get(name)
}
