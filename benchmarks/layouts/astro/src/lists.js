// The lists of the site: everything, and the stories of each person, product, topic, stage and role.
import { getCollection } from "astro:content"

const KINDS = ["advocates", "products", "topics", "stages", "roles"]

export async function allStories() {
  return (await getCollection("stories")).sort((a, b) => b.data.date - a.data.date)
}

export async function allLists() {
  const lists = new Map()
  for (const story of await allStories())
    for (const kind of KINDS)
      for (const name of story.data[kind]) {
        const key = `${kind}/${name}`
        if (!lists.has(key)) lists.set(key, { params: { kind, name }, props: { stories: [] } })
        lists.get(key).props.stories.push(story)
      }
  return [...lists.values()]
}

export function feedOf(title, stories) {
  const items = stories.slice(0, 50).map(({ id, data, rendered }) => ({
    title: data.title, link: `/stories/${id}/`, pubDate: data.date, description: data.summary, content: rendered.html,
  }))
  return { title, description: title, site: "https://astro.example", items }
}
