// Narrow a list down. facets.json says of everything in it, in its order, which words it goes by; the cards themselves are
// taken from the pages of the list, so that a list of thousands costs no more than what is shown of it. The address holds
// what was chosen: a narrowed list can be sent to somebody.
export function startFilter(form, say) {
  const list = document.getElementById(form.dataset.list)
  const count = form.querySelector("[data-count]"), everything = count.textContent
  const fold = form.querySelector("details"), chips = form.querySelector("[data-chosen]")
  const none = document.querySelector("[data-none]")
  const section = form.closest("section")
  const more = document.getElementById("more")
  const whole = [...list.children]
  const selects = [...form.querySelectorAll("select")]
  const wide = matchMedia("(min-width: 60.01rem)")
  const pages = new Map([[Number(form.dataset.page), whole]])
  let data, found = [], shown = 0, latest = 0

  // Where in the list what stands at a place is: the number of its page, and its place there.
  const where = (place) => place < data.size ? [1, place]
    : [Math.floor((place - data.size) / data.further) + 2, (place - data.size) % data.further]
  const chosen = () => selects.filter((select) => select.value).map((select) => [select.name, select.value])
  const fits = (item, wanted) => wanted.every(([name, word]) => (item[data.facets.indexOf(name)] || []).includes(data.words[name].indexOf(word)))

  async function load() {
    data ??= await fetch(form.dataset.facets).then((answer) => { if (!answer.ok) throw answer.status; return answer.json() })
  }

  async function cards(number) {
    if (!pages.has(number)) {
      const address = form.dataset.pages.replace("{number}", number)
      const answer = await fetch(number === 1 ? form.dataset.first : address)
      const read = new DOMParser().parseFromString(await answer.text(), "text/html")
      const base = new URL(answer.url)
      for (const [name, selector] of [["href", "[href]"], ["src", "img[src]"]]) {
        for (const element of read.querySelectorAll(selector)) {
          element.setAttribute(name, new URL(element.getAttribute(name), base).href)
        }
      }
      for (const element of read.querySelectorAll("[srcset]")) {
        element.srcset = element.getAttribute("srcset").split(", ").map((one) => one.replace(/^\S+/, (url) => new URL(url, base).href)).join(", ")
      }
      pages.set(number, [...read.getElementById(form.dataset.list).children])
    }
    return pages.get(number)
  }

  // The next cards of what was found; nothing where something else was chosen before they came.
  async function show() {
    const mine = latest
    const next = found.slice(shown, shown + data.size)
    const needed = [...new Set(next.map((place) => where(place)[0]))]
    const there = new Map(await Promise.all(needed.map(async (number) => [number, await cards(number)])))
    if (mine !== latest) return
    list.append(...next.map(where).map(([number, place]) => there.get(number)[place]))
    shown += next.length
    more.hidden = shown >= found.length
  }

  // How many would be left for each choice, beside what is chosen elsewhere.
  function counts(wanted) {
    for (const select of selects) {
      const others = wanted.filter(([name]) => name !== select.name)
      const left = data.items.filter((item) => fits(item, others))
      const column = data.facets.indexOf(select.name)
      for (const option of select.options) {
        if (!option.value) continue
        const number = left.filter((item) => (item[column] || []).includes(data.words[select.name].indexOf(option.value))).length
        option.textContent = `${option.dataset.label} (${number})`
        option.disabled = !number && !option.selected
      }
    }
  }

  function button(text, press, className = "rt-chip") {
    return Object.assign(document.createElement("button"), { type: "button", className, textContent: text, onclick: press })
  }

  const labelOf = ([name, word]) => form.elements[name].querySelector(`option[value="${CSS.escape(word)}"]`).dataset.label

  // What is chosen, each with a button that takes it back.
  function drawChosen(wanted) {
    for (const select of selects) select.parentElement.classList.toggle("rt-pick--chosen", Boolean(select.value))
    chips.replaceChildren(...wanted.map((choice) => {
      const chip = button(`${labelOf(choice)} ×`, () => remove(choice))
      chip.setAttribute("aria-label", say.remove.replace("{label}", labelOf(choice)))
      return chip
    }))
    if (wanted.length) chips.append(button(say.clear, clear, "rt-clear"))
  }

  function remove([name]) {
    const select = form.elements[name]
    select.value = ""
    apply(true)
    const next = select.checkVisibility() ? select : fold.firstElementChild
    next.focus()
  }

  function clear() {
    form.reset()
    fold.querySelector(wide.matches ? "select" : "summary").focus()
  }

  // Where nothing is left: the choice without which most would be.
  function offerLess(wanted) {
    const left = ([name]) => data.items.filter((item) => fits(item, wanted.filter(([other]) => other !== name))).length
    const choice = wanted.reduce((best, each) => left(each) > left(best) ? each : best)
    const less = none.querySelector("button")
    less.textContent = say.remove.replace("{label}", labelOf(choice))
    less.onclick = () => remove(choice)
  }

  async function apply(remember) {
    const wanted = chosen(), mine = ++latest
    drawChosen(wanted)
    if (remember) {
      const query = new URLSearchParams(wanted).toString()
      history.pushState(null, "", query ? `?${query}` : location.pathname)
    }
    try {
      await load()
      if (mine !== latest) return
      counts(wanted)
      document.querySelectorAll("[data-unfiltered]").forEach((element) => { element.hidden = wanted.length > 0 })
      if (!wanted.length) {
        list.replaceChildren(...whole)
        section.style.minHeight = ""
        count.textContent = everything
        more.hidden = none.hidden = true
        return
      }
      found = data.items.flatMap((item, place) => fits(item, wanted) ? [place] : [])
      shown = 0
      // The section keeps the height of a screen, or what is below it would jump up and down again.
      section.style.minHeight = `${Math.min(section.offsetHeight, innerHeight)}px`
      list.replaceChildren()
      await show()
      if (mine !== latest) return
      none.hidden = found.length > 0
      if (!found.length) offerLess(wanted)
      const rule = new Intl.PluralRules(say.language).select(found.length)
      const text = say[form.dataset.noun][rule] ?? say[form.dataset.noun].other
      count.textContent = text.replace("{n}", new Intl.NumberFormat(say.language).format(found.length))
    } catch {
      list.replaceChildren(...whole)
      count.textContent = say.listFailed
      document.getElementById("links").classList.remove("rt-unless-scripted")
    }
  }

  function readAddress() {
    const asked = new URLSearchParams(location.search)
    for (const select of selects) {
      select.value = asked.get(select.name) ?? ""
      if (select.selectedIndex < 0) select.value = ""
    }
  }

  // The pills stand open on a wide screen, whatever the stylesheet could do before.
  const unfold = () => { fold.open = wide.matches }
  wide.addEventListener("change", unfold)
  unfold()
  form.addEventListener("change", () => apply(true))
  form.addEventListener("submit", (event) => event.preventDefault())
  form.addEventListener("reset", () => setTimeout(() => apply(true)))
  more.addEventListener("click", () => { if (data) show() })
  addEventListener("popstate", () => { readAddress(); apply(false) })
  readAddress()
  if (chosen().length) apply(false)
}
