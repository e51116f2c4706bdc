import rss from "@astrojs/rss"
import { allLists, feedOf } from "../../../lists.js"

export const getStaticPaths = allLists
export const GET = ({ params, props }) => rss(feedOf(params.name, props.stories))
