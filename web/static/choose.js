// Goes to the first of our languages that the browser asks for. Without script the page's two links remain.
;(() => {
  const wanted = navigator.languages || [navigator.language || 'es']
  const ours = wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'es' || tag === 'en')
  location.replace(`/${ours || 'es'}/start${location.search}`)
})()
