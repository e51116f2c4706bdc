// In a frame: tells the page around it how tall this one would like to be. It says nothing else, and sends nothing anywhere.
const article = document.querySelector(".one article")

/* Of one story: its height with all of its words, and without the room that is left over. */
function wanted() {
  if (!article) return document.querySelector("main").offsetHeight
  const [words, about] = article.children
  const gap = parseFloat(getComputedStyle(article).rowGap)
  const left = about.offsetTop - words.offsetTop - words.offsetHeight - gap
  return article.offsetHeight - left + words.scrollHeight - words.clientHeight
}

function tell() {
  if (parent !== window) parent.postMessage({ rooftop: "height", height: Math.ceil(wanted()) }, "*")
}

new ResizeObserver(tell).observe(document.querySelector("main"))
document.fonts.ready.then(tell)
addEventListener("message", ({ data }) => { if (data === "rooftop:height?") tell() })
