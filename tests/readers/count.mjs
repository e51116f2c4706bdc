// node count.mjs < texts.json: each text as networks count it, by code that is not ours. Prints a list of counts by network.
import twitter from "twitter-text"

const texts = JSON.parse(await new Response(process.stdin).text())
const graphemes = (text) => [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].length
const shortened = (text) => twitter.extractUrlsWithIndices(text, { extractUrlsWithoutProtocol: false })
  .reverse()
  .reduce((left, { indices: [from, to] }) => left.slice(0, from) + "x".repeat(23) + left.slice(to), text)

process.stdout.write(JSON.stringify(texts.map((text) => ({
  x: twitter.parseTweet(text).weightedLength,
  mastodon: graphemes(shortened(text)),
  bluesky: graphemes(text),
  bytes: new TextEncoder().encode(text).length,
  linkedin: text.length,
}))))
