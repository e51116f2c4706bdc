// Keeps pictures and feeds that are ready from build to build, and what was published before, so that a withdrawal knows which
// addresses are gone. After publishing, tells the WebSub hub which feeds changed, where the settings name a hub.
const paths = [".cache/rooftop", "build/published.json"]

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(paths),
  onPostBuild: ({ utils }) => utils.cache.save(paths),
  onSuccess: ({ utils }) =>
    utils.run("scripts/rooftop", ["ping", "site/build.json", "--previous", "build/previous.json"]),
}
