import { defineCollection } from "astro:content"
import { glob } from "astro/loaders"

const pages = (folder) => defineCollection({ loader: glob({ pattern: "*.md", base: `./content/${folder}` }) })

export const collections = { stories: pages("stories"), advocates: pages("advocates"), products: pages("products") }
