// Search: the dialog, its keys, and how results are drawn.
// A browser may remember a script that did not come, so it is asked for under another name the second time.
const load = (name) => import(`./${name}`).catch(() => import(`./${name}?again=${Date.now()}`))
const [index, finder] = await Promise.all([load("search-index.js"), load("search-find.js")])
const { countFailures, countKinds, countsKinds, engineFor, forgetIndex, openIndex } = index
const { find, languagesWith, useIndex } = finder
const WAIT = 40 // milliseconds after a key, so that a word typed fast is looked up once
const REST = 250 // milliseconds after results, before other languages are asked
const SHOWN = 8 // results
const ASK = 500 // milliseconds until a preview is asked again whether its index is there
let dialog, input, facets, list, status, exact, root, say
let tongue, kind = "", exactly = false, latest = 0, waiting

// `typed` are the keys pressed while this file was on its way.
export function openSearch(siteRoot, interfaceWords, typed) {
  root = siteRoot
  say = interfaceWords
  if (!dialog) build()
  if (!dialog.open) dialog.showModal()
  input.select()
  engineFor(tongue).catch(waitForIndex)
  if (!typed) return
  input.value = typed
  input.dispatchEvent(new Event("input"))
}

function build() {
  openIndex(root, say.isSmall)
  useIndex(index)
  const page = document.documentElement
  tongue = page.lang.toLowerCase() in say.languages ? page.lang.toLowerCase() : Object.keys(say.languages)[0]
  dialog = element("dialog", "rt-search", { lang: say.language, "aria-label": say.search })
  input = element("input", "", {
    type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "rt-found", "aria-autocomplete": "list",
    "aria-label": say.search, placeholder: say.searchFor, autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
  })
  facets = element("div", "rt-search__facets", { role: "group", "aria-label": say.filter, hidden: "" })
  status = element("p", "rt-quiet", { role: "status" }, say.searchHint)
  exact = button("", () => { exactly = true; input.focus() }, "rt-search__exactly")
  exact.hidden = true
  list = element("ul", "rt-search__results", { id: "rt-found", role: "listbox", "aria-label": say.search, hidden: "" })
  const close = button(say.close, null, "rt-button")
  const bar = element("div", "rt-search__bar", {}, input, close)
  dialog.append(element("div", "", {}, bar, facets, element("div", "rt-search__told", {}, status, exact), list))
  close.addEventListener("click", () => dialog.close())
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close() })
  input.addEventListener("input", () => { kind = ""; exactly = false; setTimeout(look, WAIT, ++latest) })
  input.addEventListener("keydown", steer)
  list.addEventListener("mousedown", (event) => event.preventDefault()) // the field keeps the focus
  list.addEventListener("click", follow)
  list.addEventListener("auxclick", follow)
  document.body.append(dialog)
}

function element(tag, className, attributes = {}, ...content) {
  const made = document.createElement(tag)
  if (className) made.className = className
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...content)
  return made
}

// A button that changes what is looked for.
function button(label, change, className = "") {
  const made = element("button", className, { type: "button" }, label)
  if (change) made.addEventListener("click", async () => { await change(); look(++latest) })
  return made
}

function steer(event) {
  const items = [...list.children]
  const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true")
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length) {
    event.preventDefault()
    choose(items, (at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length)
  } else if (event.key === "Enter" && items.length && !event.isComposing) {
    event.preventDefault()
    visit(items[Math.max(at, 0)], event.ctrlKey || event.metaKey)
  } else if (event.key === "Escape" && input.value) {
    event.preventDefault() // the first Esc empties the field, the second closes
    input.value = ""
    look(++latest)
  }
}

// Options hold no links, so what links do is done here.
function follow(event) {
  const item = event.target.closest("[role=option]")
  if (item && event.button < 2) visit(item, event.button === 1 || event.ctrlKey || event.metaKey)
}

function visit(item, elsewhere) {
  if (elsewhere) open(item.dataset.address, "_blank", "noopener")
  else location.assign(item.dataset.address)
}

function choose(items, at) {
  items.forEach((item, number) => item.setAttribute("aria-selected", String(number === at)))
  items[at]?.scrollIntoView({ block: "nearest" })
  if (items[at]) input.setAttribute("aria-activedescendant", items[at].id)
  else input.removeAttribute("aria-activedescendant")
}

async function look(number, isSecond = false) {
  const query = input.value.trim(), before = countFailures()
  if (!query) return draw([], {}, [say.searchHint])
  try {
    const found = await find(query, tongue, otherLanguages(), { kind, exactly })
    if (number !== latest) return
    const pages = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()))
    if (countFailures() > before) throw new Error("a piece of the index did not come")
    if (number !== latest) return
    draw(pages, found, told(query, found))
    setTimeout(offerLanguages, REST, query, found.language, number)
  } catch {
    forgetIndex()
    if (number !== latest) return
    if (!isSecond) return look(number, true)
    if (!await waitForIndex()) draw([], {}, [say.searchFailed])
  }
}

// Waits for the index of a preview, which is made while its pages can be read already; false where none is being made.
function waitForIndex() {
  waiting ??= (async () => {
    const said = await isBeingMade()
    if (!said) return false
    draw([], {}, [said.making])
    while (await isBeingMade()) await new Promise((resolve) => setTimeout(resolve, ASK))
    forgetIndex()
    draw([], {}, [said.ready])
    if (input.value.trim()) look(++latest)
    return true
  })().finally(() => { waiting = null })
  return waiting
}

// What a preview says of its index as long as it makes it.
async function isBeingMade() {
  const answer = await fetch(new URL(`${root}search-making.json`, location.href), { cache: "no-store" }).catch(() => null)
  return answer?.ok ? answer.json() : null
}

function otherLanguages() {
  return Object.keys(say.languages).filter((language) => language !== tongue)
}

// What the line above the results says.
function told(query, found) {
  if (!found.total) return [say.searchNone.replace("{query}", query)]
  const number = found.results.length
  const count = (say.searchFound[new Intl.PluralRules(say.language).select(number)] ?? say.searchFound.other).replace("{n}", number)
  if (!found.instead) return [count]
  const [before, after] = say.searchInstead.split("{word}")
  return [before, element("em", "", {}, found.instead), after, " · ", count]
}

function draw(pages, found, line) {
  status.replaceChildren(...line)
  exact.textContent = say.searchExactly.replace("{query}", input.value.trim())
  exact.hidden = !found.instead
  list.replaceChildren(...pages.map((page, number) => option(page, number, found.language)))
  list.hidden = !pages.length
  input.setAttribute("aria-expanded", String(pages.length > 0))
  choose([...list.children], 0)
  drawKinds(found.kinds ?? {})
}

function option(page, number, language) {
  const title = element("b", "", {}, page.meta.title)
  const about = element("span", "rt-search__kind", { lang: say.language }, page.meta.kind)
  const excerpt = page.plain_excerpt.startsWith(page.meta.title) ? [] : [element("span", "", {}, ...marked(page.excerpt))]
  const words = element("span", "rt-search__words", { lang: language }, about, title, ...excerpt)
  const made = element("li", "", { role: "option", id: `rt-found-${number}` }, face(page.meta), words)
  made.dataset.address = new URL(root + page.url.replace(/^\//, ""), location.href)
  return made
}

// The photo or the drawn initials of the person whose page or story it is; of other pages, the first letter of their title.
function face({ face, initials, tint, title }) {
  if (face) return element("img", "rt-face rt-face--small", { src: root + face, alt: "", width: 96, height: 96 })
  const looks = initials ? `rt-tint-${tint}` : "rt-search__sign"
  return element("span", `rt-face rt-face--small ${looks}`, { "aria-hidden": "true" }, initials ?? [...title][0])
}

// Words of a page as text, and what was found in them marked; nothing else of an excerpt's HTML is kept.
function marked(html) {
  const read = new DOMParser().parseFromString(html, "text/html")
  return [...read.body.childNodes].map((node) => node.nodeName === "MARK" ? element("mark", "", {}, node.textContent) : node.textContent)
}

function drawKinds(kinds) {
  const there = Object.entries(kinds).filter(([, number]) => number)
  const narrow = there.length > 1 || kind ? [["", say.everything], ...there.map(([name, number]) => [name, `${name} ${number}`])] : []
  const chips = narrow.map(([name, label]) => {
    const chip = button(label, () => { kind = name })
    chip.setAttribute("aria-pressed", String(kind === name))
    return chip
  })
  if (input.value.trim() && !countsKinds(tongue)) chips.push(button(say.filter, () => countKinds(tongue)))
  facets.replaceChildren(...chips)
  facets.hidden = !chips.length
}

// Another language is offered where it has what was looked for.
async function offerLanguages(query, shown, number) {
  const others = Object.keys(say.languages).filter((language) => language !== shown)
  const offered = await languagesWith(query, others).catch(() => [])
  if (number !== latest) return
  facets.append(...offered.map((language) =>
    button(say.searchAlso.replace("{language}", say.languages[language]), () => { tongue = language; kind = "" })))
  facets.hidden = !facets.children.length
}
