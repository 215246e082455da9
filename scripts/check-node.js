// Plain JavaScript, so that any Node can run it and say what is missing.
const major = Number(process.versions.node.split('.')[0])
if (major !== 24) {
  console.error(`Garita runs on Node 24; this is ${process.version}. It brings its own: run`)
  console.error('  npm ci')
  console.error(
    'and then the same command again. Outside npm scripts, put node_modules/.bin first on PATH.',
  )
  process.exit(1)
}
