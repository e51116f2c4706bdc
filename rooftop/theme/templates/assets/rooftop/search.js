// Search through Pagefind's index (pagefind.app), which is fetched in pieces as they are needed.
const WAIT = 40 // milliseconds after a key, so that a word typed fast is looked up once
const PAUSE = 300 // milliseconds before what failed is asked for again
const SHOWN = 8 // results
const SHORTEST = 4, LONGEST = 24 // letters of the words that slips are mended to: there is a file for each length
let dialog, input, facets, list, status, root, say, tongue, kind = "", latest = 0
let failures = 0
const engines = new Map(), counted = new Set(), texts = new Map(), page = document.documentElement

// `typed` are the keys pressed while this file was on its way.
export function openSearch(siteRoot, interfaceWords, typed) {
  root = siteRoot
  say = interfaceWords
  if (!dialog) build()
  if (!dialog.open) dialog.showModal()
  input.select()
  engineFor(tongue).catch(() => {}) // a query says so
  if (!typed) return
  input.value = typed
  input.dispatchEvent(new Event("input"))
}

// Without its filters a search does not tell how much there is of each kind. Where there are thousands of pages, they are as
// large as all else a query needs, and fetched when somebody asks for them.
async function count(language, engine) {
  await engine.filters()
  counted.add(language)
}

// One engine for each language: words are cut to their stem as that language does. Pagefind takes the language from the
// page, so the page says another one for the moment in which an engine is made; nothing is drawn in between. Engines of one
// script share the stems of the first, and mix their indexes up when they start together, so each language has its own.
function engineFor(language) {
  if (!engines.has(language)) engines.set(language, (async () => {
    const pagefind = await load(`${root}search/pagefind.js?language=${language}`)
    const own = page.lang
    page.lang = language
    const engine = pagefind.createInstance({ noWorker: true, excerptLength: 22 })
    page.lang = own
    await engine.init()
    if (say.isSmall) await count(language, engine)
    return engine
  })())
  return engines.get(language)
}

// A browser may remember a script that did not come, so it is asked for under another name the second time.
function load(path) {
  const place = new URL(path, location.href), again = new URL(place)
  again.searchParams.set("again", Date.now())
  return import(place).catch(() => import(again))
}

// Pagefind takes a piece of its index that did not come for an empty one, finds nothing in it and never asks again. So every
// request for the index is made twice if need be, and counted when it failed twice: then the engines are made anew.
function watchRequests() {
  const index = new URL(`${root}search/`, location.href).href, request = window.fetch
  window.fetch = async (place, options) => {
    if (!String(place?.url ?? new URL(place, location.href)).startsWith(index)) return request(place, options)
    const first = await request(place, options).catch(() => null)
    if (first?.ok) return first
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
    const second = await request(place, options).catch(() => null)
    if (second?.ok) return second
    failures++
    throw new Error(`${place} did not come`)
  }
}

function forget() {
  engines.clear()
  counted.clear()
  texts.clear()
}

function build() {
  watchRequests()
  tongue = page.lang in say.languages ? page.lang : Object.keys(say.languages)[0]
  dialog = document.createElement("dialog")
  dialog.className = "rt-search"
  dialog.lang = say.language
  dialog.setAttribute("aria-label", say.search)
  dialog.innerHTML = `<div>
    <div class="rt-search__bar">
      <input type="search" role="combobox" aria-expanded="true" aria-controls="rt-found" aria-autocomplete="list"
        autocomplete="off" spellcheck="false" enterkeyhint="search">
      <button type="button" class="rt-button"></button>
    </div>
    <div class="rt-search__facets" role="group"></div>
    <p class="rt-quiet" role="status"></p>
    <ul class="rt-search__results" id="rt-found" role="listbox"></ul>
  </div>`
  input = dialog.querySelector("input")
  facets = dialog.querySelector(".rt-search__facets")
  list = dialog.querySelector("ul")
  status = dialog.querySelector("p")
  input.placeholder = say.searchFor
  input.setAttribute("aria-label", say.search)
  list.setAttribute("aria-label", say.search)
  facets.setAttribute("aria-label", say.filter)
  facets.hidden = true
  status.textContent = say.searchHint
  const close = dialog.querySelector("button")
  close.textContent = say.close
  close.addEventListener("click", () => dialog.close())
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close() })
  input.addEventListener("input", () => { kind = ""; setTimeout(look, WAIT, ++latest) })
  input.addEventListener("keydown", steer)
  document.body.append(dialog)
}

function steer(event) {
  const items = [...list.children]
  const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true")
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault()
    choose(items, (at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length)
  } else if (event.key === "Enter" && items.length) {
    event.preventDefault()
    items[Math.max(at, 0)].querySelector("a").click()
  } else if (event.key === "Escape" && input.value) {
    event.preventDefault() // the first Esc empties the field, the second closes
    input.value = ""
    look(++latest)
  }
}

function choose(items, at) {
  items.forEach((item, number) => item.setAttribute("aria-selected", String(number === at)))
  items[at]?.scrollIntoView({ block: "nearest" })
  if (items[at]) input.setAttribute("aria-activedescendant", items[at].id)
  else input.removeAttribute("aria-activedescendant")
}

async function look(number, isSecond = false) {
  const query = input.value.trim(), before = failures
  if (!query) return draw([], null, say.searchHint)
  try {
    const { found, instead } = await find(query)
    if (number !== latest) return
    const shown = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()))
    if (failures > before) throw new Error("a piece of the index did not come")
    if (number !== latest) return
    const rule = new Intl.PluralRules(say.language).select(found.results.length)
    const told = !found.total ? say.searchNone.replace("{query}", query)
      : instead ? say.searchInstead.replace("{query}", query).replace("{word}", instead)
      : (say.searchFound[rule] ?? say.searchFound.other).replace("{n}", found.results.length)
    draw(shown, found.kinds, told)
  } catch {
    forget()
    if (number !== latest) return
    if (isSecond) draw([], null, say.searchFailed)
    else await look(number, true)
  }
}

// The page whose title this is, in whichever language, comes first. All else is looked for in the language of the page; where
// that has nothing, for what may have been meant, then in the other languages; what was only found by chance comes last.
async function find(query) {
  const [found, abroad] = await Promise.all([ask(tongue, query), kind ? null : findTitle(query)])
  const byChance = await isByChance(found, query, tongue)
  const titled = await withTitle(found.results, query) ?? abroad
  if (titled) {
    const others = byChance ? [] : found.results.filter((result) => result !== titled)
    return { found: { results: [titled, ...others], total: others.length + 1, kinds: byChance ? {} : found.kinds } }
  }
  if (found.total && !byChance) return { found }
  const instead = await nearest(query)
  const meant = instead && await ask(tongue, instead)
  if (meant?.total) return { found: meant, instead }
  const last = [found]
  for (const language of otherLanguages()) {
    const elsewhere = await ask(language, query)
    if (elsewhere.total && !(await isByChance(elsewhere, query, language))) return { found: elsewhere }
    last.push(elsewhere)
  }
  return { found: last.find((each) => each.total) ?? found }
}

function otherLanguages() {
  return Object.keys(say.languages).filter((language) => language !== tongue)
}

// The page in another language whose title `query` is, if there is one.
async function findTitle(query) {
  const print = fingerprint(query)
  for (const language of otherLanguages()) {
    const prints = await lines(`titles/${language}.txt`)
    if (!prints.includes(print)) continue
    const titled = await withTitle((await ask(language, query)).results, query)
    if (titled) return titled
  }
  return null
}

async function withTitle(results, query) {
  for (const result of results.slice(0, SHOWN)) {
    if (plain((await result.data()).meta.title) === plain(query)) return result
  }
  return null
}

// Words alone, whatever their case, blanks and punctuation.
function plain(title) {
  return title.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim()
}

// FNV-1a of 32 bits over the code points, as rooftop/site/search.py computes it of titles.
function fingerprint(title) {
  let value = 0x811c9dc5
  for (const sign of plain(title)) value = Math.imul(value ^ sign.codePointAt(0), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, "0")
}

// For a word that the site does not have, Pagefind takes the longest one it begins with: "or" for "orecast". Such a find is
// better than none, and worse than any other.
async function isByChance(found, query, language) {
  if (!found.results.length) return false
  const parts = marked((await found.results[0].data()).excerpt)
  const hits = parts.filter((part) => part.nodeName === "MARK").map((mark) => mark.textContent.toLowerCase())
  return wordsOf(query.toLowerCase(), language).some(
    (word) => !hits.includes(word) && hits.some((hit) => word.startsWith(hit) && hit.length * 2 <= word.length),
  )
}

// Chinese, Japanese and Thai are written without spaces between words.
function wordsOf(text, language) {
  if (!/^(zh|ja|th)\b/.test(language) || !Intl.Segmenter) return text.split(/\s+/)
  return [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)].filter((part) => part.isWordLike).map((part) => part.segment)
}

async function ask(language, query) {
  const engine = await engineFor(language)
  const all = await engine.search(query, kind ? { filters: { kind: [kind] } } : {})
  return { results: all.results, total: all.unfilteredResultCount, kinds: all.totalFilters?.kind ?? {} }
}

function draw(results, kinds, told) {
  status.textContent = told
  list.replaceChildren(...results.map((result, number) => {
    const item = document.createElement("li")
    item.id = `rt-found-${number}`
    item.setAttribute("role", "option")
    const link = document.createElement("a")
    link.href = new URL(root + result.url.replace(/^\//, ""), location.href)
    link.tabIndex = -1
    const title = document.createElement("b")
    title.textContent = result.meta.title
    const excerpt = document.createElement("span")
    excerpt.append(...marked(result.excerpt))
    link.append(title, excerpt)
    item.append(link)
    return item
  }))
  choose([...list.children], 0)
  drawKinds(kinds)
}

// Words of a page as text, and what was found in them marked; nothing else of an excerpt's HTML is kept.
function marked(html) {
  const read = new DOMParser().parseFromString(html, "text/html")
  return [...read.body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return node.textContent
    const mark = document.createElement("mark")
    mark.textContent = node.textContent
    return mark
  })
}

function drawKinds(kinds) {
  const there = Object.entries(kinds ?? {}).filter(([, number]) => number)
  const narrow = there.length > 1 || kind ? [["", say.everything], ...there.map(([name, number]) => [name, `${name} ${number}`])] : []
  const chips = narrow.map(([name, label]) => chip(label, kind === name, () => { kind = name }))
  if (input.value.trim()) {
    if (!counted.has(tongue)) chips.push(chip(say.filter, false, async () => count(tongue, await engineFor(tongue))))
    for (const [language, name] of Object.entries(say.languages)) {
      if (language !== tongue) chips.push(chip(say.searchAlso.replace("{language}", name), false, () => { tongue = language; kind = "" }))
    }
  }
  facets.hidden = !chips.length
  facets.replaceChildren(...chips)
}

function chip(label, pressed, choose) {
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = label
  button.setAttribute("aria-pressed", String(pressed))
  button.addEventListener("click", async () => { await choose(); look(++latest) })
  return button
}

// The words of the site nearest to those of `query`, for whoever mistyped; "" where there are none. Words stand in a file for
// each length, and only those lengths that may be meant are fetched.
async function nearest(query) {
  const put = await Promise.all(query.toLowerCase().split(/\s+/).map(async (word) => {
    if (word.length < SHORTEST) return word
    const lengths = [0, -1, 1].map((more) => word.length + more).filter((length) => length >= SHORTEST && length <= LONGEST)
    const near = (await Promise.all(lengths.map(vocabulary))).flat()
    const most = word.length > 6 ? 2 : 1
    const best = near.map((other) => [distance(word, other, most), other]).filter(([far]) => far <= most).sort((a, b) => a[0] - b[0])[0]
    return best ? best[1] : word
  }))
  const corrected = put.join(" ")
  return corrected === query.toLowerCase() ? "" : corrected
}

function vocabulary(length) {
  return lines(`words/${tongue}/${length}.txt`)
}

// The lines of a text beside the index.
function lines(name) {
  if (!texts.has(name)) {
    texts.set(name, fetch(new URL(`${root}search/${name}`, location.href)).then((answer) => answer.text()).then((text) => text.split("\n").filter(Boolean)))
  }
  return texts.get(name)
}

// Damerau's distance: letters changed, added, left out, or two beside each other swapped. Stops beyond `most`.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before = [], last = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return last.at(-1)
}
