// On a page that shows frames of this site: makes each of them as tall as what it shows. Only frames of this site are heard.
{
  const home = new URL(document.currentScript.src).origin
  const frames = () => [...document.querySelectorAll("iframe")]
  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== home || data?.rooftop !== "height" || !(data.height > 0)) return
    const frame = frames().find((each) => each.contentWindow === source)
    if (frame) frame.style.height = `${Math.min(data.height, 5000)}px`
  })
  for (const frame of frames()) if (frame.src.startsWith(`${home}/`)) frame.contentWindow?.postMessage("rooftop:height?", home)
}
