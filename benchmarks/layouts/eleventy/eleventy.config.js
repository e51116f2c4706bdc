// One page a story, lists by topic, product, person, stage and role, and an Atom feed of each list.
import rss from "@11ty/eleventy-plugin-rss"

const kinds = ["advocates", "products", "topics", "stages", "roles"]

export default function (config) {
  config.addPlugin(rss)
  const stories = (api) => api.getFilteredByGlob("content/stories/*.md").reverse()
  config.addCollection("stories", stories)
  config.addCollection("lists", (api) => {
    const about = new Map(api.getFilteredByGlob("content/{advocates,products}/*.md").map((page) => [page.filePathStem, page]))
    const lists = new Map([["", { url: "/", title: "A large community", stories: stories(api) }]])
    for (const story of stories(api))
      for (const kind of kinds)
        for (const name of story.data[kind]) {
          const url = `/${kind}/${name}/`
          if (!lists.has(url)) lists.set(url, { url, title: name, about: about.get(`/${kind}/${name}`), stories: [] })
          lists.get(url).stories.push(story)
        }
    return [...lists.values()]
  })
  return { dir: { input: "content", includes: "../_includes", output: "site" } }
}
