// The site's own part of the web editor: previews in the look of the site, and what records need before they are saved.
const page = document.querySelector("script[data-styles]").dataset
const CMS = window.CMS ?? (await import(page.program)).default
const h = window.h
const words = JSON.parse(page.words)

for (const address of JSON.parse(page.styles)) CMS.registerPreviewStyle(new URL(address, document.baseURI).href)

// ------ previews

const isCollection = value => typeof value?.map === "function"
const list = value => (isCollection(value) ? value.toArray() : [])
const text = value => (isCollection(value) ? list(value.valueSeq?.() ?? value).join(" ") : (value ?? ""))
const when = (value, make) => (value ? make(value) : null)
const frame = (...children) => h("main", {className: "rt-main rt-wrap"}, h("article", {}, ...children))
const quotation = words => h("figure", {className: "rt-quote"}, h("blockquote", {}, h("p", {}, words)))
const prose = widgetFor => h("div", {className: "rt-prose"}, widgetFor("body"))

// Names stand in the files of the people themselves, so a preview shows the names of their files.
const Story = ({entry, widgetFor}) => {
  const data = key => entry.getIn(["data", ...key.split(".")])
  return frame(
    h("header", {className: "rt-open"},
      h("p", {className: "rt-kicker"}, words.kinds[data("kind")] ?? ""),
      h("h1", {}, data("title")),
      h("p", {className: "rt-lede"}, data("summary")),
      h("p", {className: "rt-quiet"}, [...list(data("advocates")), text(data("date"))].filter(Boolean).join(" · "))),
    when(data("quote.text"), quotation),
    prose(widgetFor),
    list(data("results")).map((result, place) =>
      h("p", {key: place}, `${result.get("what") ?? ""}: ${result.get("before") ?? ""} → ${result.get("after") ?? ""} ${result.get("unit") ?? ""}`)),
    when(data("not_a_fit_for"), each => h("section", {}, h("h2", {}, words.notFor), h("p", {}, each))))
}

const Advocate = ({entry, widgetFor, getAsset}) => {
  const data = key => entry.getIn(["data", ...key.split(".")])
  const photo = data("photo") && getAsset(data("photo"))
  return frame(
    h("header", {className: "rt-person"},
      photo && h("img", {src: String(photo), alt: data("photo_alt") ?? "", width: 160, height: 160, style: {objectFit: "cover"}}),
      h("div", {},
        h("h1", {}, text(data("name")) || data("pseudonym")),
        h("p", {className: "rt-quiet"}, [data("role"), data("company.name")].filter(Boolean).join(", ")))),
    when(data("headline"), quotation),
    prose(widgetFor))
}

const Other = ({entry, widgetFor}) => {
  const data = key => entry.getIn(["data", key])
  return frame(
    h("h1", {}, data("title") ?? data("name")),
    when(data("tagline") ?? data("description") ?? data("place"), each => h("p", {className: "rt-lede"}, each)),
    prose(widgetFor))
}

const previews = {stories: Story, advocates: Advocate, products: Other, events: Other, pages: Other}
for (const [name, preview] of Object.entries(previews)) CMS.registerPreviewTemplate(name, preview)

// ------ before saving

const isEmpty = value => value == null || value === "" || (isCollection(value) && value.size === 0)

// A day stays a day, and a moment has no fractions of a second.
const written = value => (value instanceof Date ? value.toISOString().replace(/T00:00:00\.000Z$|\.000(?=Z$)/, "") : value)

// Fields that nobody filled in are left out: a record knows no empty ones.
const filled = value => (isCollection(value) ? value.map(filled).filterNot(isEmpty) : written(value))

// What was agreed to in the form is a consent record for each person who has none yet.
const withConsent = data => {
  const agreed = data.get("consent_given")
  const rest = data.delete("consent_given")
  if (!isCollection(agreed) || isEmpty(agreed.get("covers"))) return rest
  const lacking = list(data.get("advocates")).filter(slug => isEmpty(data.getIn(["consent", slug])))
  const record = agreed.merge({status: "given", given: agreed.get("given") ?? new Date().toISOString().slice(0, 10)})
  return lacking.reduce((all, slug) => all.setIn(["consent", slug], record), rest)
}

CMS.registerEventListener({
  name: "preSave",
  handler: ({entry}) => withConsent(filled(entry.get("data"))),
})

if (page.program) CMS.init()
