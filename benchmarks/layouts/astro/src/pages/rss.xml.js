import rss from "@astrojs/rss"
import { allStories, feedOf } from "../lists.js"

export const GET = async () => rss(feedOf("A large community", await allStories()))
