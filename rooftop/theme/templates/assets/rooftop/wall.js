// embed/wall/?product=ledger&topic=month-end shows only what fits; without a script the whole wall stands there.
const asked = new URLSearchParams(location.search)
for (const article of document.querySelectorAll("article")) {
  const fits = [["product", article.dataset.products], ["topic", article.dataset.topics]]
    .every(([name, has]) => asked.getAll(name).every((word) => has.split(" ").includes(word)))
  article.hidden = !fits
}
