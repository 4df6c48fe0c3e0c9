import { Command } from 'commander'
import { expect, onTestFinished, test } from 'vitest'
import { alertsCommand } from '../../src/cli/alerts.ts'
import type { RulesContext } from '../../src/cli/rules/context.ts'
import { rulesCommand } from '../../src/cli/rules/index.ts'
import { openMemoryStore } from '../../src/store/index.ts'
import { EARTHS, NOW, recordingContext, temporaryFolder } from '../rules/support.ts'
import { aLedgerEntry, anArticle } from '../support/things.ts'

async function setUp() {
  const store = await openMemoryStore({ now: () => NOW })
  onTestFinished(() => store.close())
  await store.transaction(async (tx) => {
    const ids = ['abcdefghijklmno2', 'abcdezyxwvutsrq3']
    for (const [at, id] of ids.entries()) {
      const title = `Samarium report ${at}`
      await tx.addArticles([{ article: anArticle({ id, title }), keys: [id] }])
      await tx.addLedger(aLedgerEntry({ id, article: id, at: NOW - at }))
    }
  })
  const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
  const open: Partial<RulesContext> = {
    openStoreReadOnly: async () => ({ ...store, close: async () => undefined }),
  }
  return async (...args: readonly string[]) => {
    const context = recordingContext(folder, open)
    const program = new Command('trucewatch').exitOverride().configureOutput({ writeErr: () => {} })
    program.addCommand(alertsCommand(context).copyInheritedSettings(program))
    await program.addCommand(rulesCommand(context)).parseAsync([...args], { from: 'user' })
    return context.result()
  }
}

test('the table names each article so that it can be explained', async () => {
  const trucewatch = await setUp()
  const { out } = await trucewatch('alerts')
  const [head, first] = out.split('\n')
  const at = head!.indexOf('article')
  const name = first!.slice(at).split(' ')[0]!
  expect(name).toHaveLength(8)
  expect(first).toContain('Samarium report 0')
  const explained = await trucewatch('rules', 'explain', name)
  expect(explained.out).toMatch(/^abcdefghijklmno2 {2}Samarium report 0/)
})

test('a topic that nobody knows is no empty list', async () => {
  const trucewatch = await setUp()
  await expect(trucewatch('alerts', '--topic', 'rare-earth')).rejects.toThrow(
    'There is no topic "rare-earth": did you mean rare-earths?',
  )
  expect((await trucewatch('alerts', '--topic', 'rare-earths')).out).toContain('Samarium')
})

test.each([
  ['--limit', 'many', 'Write a whole number'],
  ['--since', 'soon', 'Write a duration'],
])('%s %s is refused', async (option, value, words) => {
  const trucewatch = await setUp()
  await expect(trucewatch('alerts', option, value)).rejects.toThrow(words)
})
