// node read.mjs rss-parser|feedsmith URL...: what that reader sees of each item of each feed, as JSON.
import RssParser from "rss-parser"
import { parseFeed } from "feedsmith"

const [reader, ...urls] = process.argv.slice(2)

const readers = {
  async "rss-parser"(url) {
    const parser = new RssParser({ customFields: { item: [["media:content", "media", { keepArray: true }]] } })
    const feed = await parser.parseURL(url)
    return feed.items.map((item) => ({
      id: item.guid ?? item.id,
      title: item.title,
      date: item.isoDate,
      author: item.creator ?? item.author,
      picture: item.enclosure?.url,
      length: item.enclosure?.length,
      text: item["content:encoded"] ?? item.content,
    }))
  },
  async feedsmith(url) {
    const { format, feed } = parseFeed(await (await fetch(url)).text())
    const entries = feed.items ?? feed.entries
    return entries.map((item) => {
      const enclosure = item.enclosures?.[0] ?? item.attachments?.[0] ?? item.links?.find((link) => link.rel === "enclosure")
      return {
        format,
        id: item.guid?.value ?? item.id,
        title: item.title?.value ?? item.title,
        date: item.pubDate ?? item.published ?? item.date_published,
        author: item.dc?.creators?.[0] ?? item.authors?.[0]?.name,
        picture: enclosure?.url ?? enclosure?.href,
        length: enclosure?.length ?? enclosure?.size_in_bytes,
        alt: item.media?.contents?.[0]?.description?.value,
        text: item.content?.encoded ?? item.content?.value ?? item.content_html,
      }
    })
  },
}

process.stdout.write(JSON.stringify(await Promise.all(urls.map(readers[reader]))))
