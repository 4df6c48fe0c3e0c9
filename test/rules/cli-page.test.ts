import { expect, onTestFinished, test } from 'vitest'
import { createFetcher } from '../../src/feeds/fetch/index.ts'
import { startHostileServer } from '../support/hostile-server.ts'
import { run, temporaryFolder } from './support.ts'

const RULE = 'topic: Samarium\nany:\n  - samarium\ntests:\n  match:\n    - Samarium is dear\n'

/** The topics that fire on a page which a server on loopback, standing for a public one, serves; and what it was asked. */
async function topicsOf(page: string) {
  const server = await startHostileServer()
  onTestFinished(() => server.close())
  server.answer('/news/1', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  })
  const folder = await temporaryFolder({ 'samarium.yaml': RULE })
  const { out } = await run(folder, ['rules', 'try', `${server.url}/news/1`, '--json'], {
    fetcher: async () => createFetcher({ userAgent: 'test', isPublic: () => true }),
  })
  const { topics } = JSON.parse(out) as { readonly topics: readonly { readonly id: string }[] }
  return { topics: topics.map(({ id }) => id), asked: server.seen.map(({ path }) => path) }
}

function articlePage(inside: string, around = '', head = ''): string {
  return `<html lang="en"><head><title>Harbour reopens</title>${head}</head><body>${around}
    <article><h1>Harbour reopens</h1><p>Ships left at dawn, said the pilots on Monday.</p>${inside}</article></body></html>`
}

test('a page is news by the words of its article', async () => {
  expect(await topicsOf(articlePage('<p>They carry samarium.</p>'))).toMatchObject({
    topics: ['samarium'],
  })
})

test('what a page hides is no news', async () => {
  const hidden = [
    '<p style="display:none">samarium</p>',
    '<p style="visibility:hidden">samarium</p>',
    '<div hidden><p>samarium</p></div>',
    '<p aria-hidden="true">samarium</p>',
    '<p class="ghost">samarium</p>',
    '<p style="font-size:0">samarium</p>',
    '<div style="position:absolute;left:-9999px"><p>samarium</p></div>',
    '<template><p>samarium</p></template><noscript>samarium</noscript>',
    '<!-- samarium --><script>const samarium = "samarium"</script>',
  ]
  const style = '<style>.ghost { display: none }</style><meta name="keywords" content="samarium">'
  expect(await topicsOf(articlePage(hidden.join(''), '', style))).toMatchObject({ topics: [] })
})

test('what stands around an article on every page is no news', async () => {
  const around = `<nav>Samarium</nav><header><a href="/">Samarium desk</a></header>
    <aside><h2>Most read</h2><a href="/2">Samarium soars</a></aside>
    <div id="cookie-banner">Samarium cookies</div><footer>Samarium Ltd.</footer>`
  const inside = `<div class="related-stories"><ul><li><a href="/3">Samarium curbed</a></li></ul></div>
    <ul><li><a href="/4">Read more: samarium</a></li></ul>`
  expect(await topicsOf(articlePage(inside, around))).toMatchObject({ topics: [] })
})

test('a page leads to no other address', async () => {
  const head = `<meta http-equiv="refresh" content="0; url=/secret"><link rel="canonical" href="/secret">
    <link rel="icon" href="/secret"><link rel="amphtml" href="/secret">`
  const { asked } = await topicsOf(
    articlePage('<img src="/secret"><iframe src="/secret">', '', head),
  )
  expect(asked).toEqual(['/news/1'])
})
