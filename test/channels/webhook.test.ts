import { expect, onTestFinished, test } from 'vitest'
import { createWebhook } from '../../src/channels/webhook.ts'
import { startHostileServer } from '../support/hostile-server.ts'
import { alertCard } from './cards.ts'

test.each([301, 302, 307, 308])(
  'a webhook that answers %d sends the message nowhere else',
  async (status) => {
    const [server, elsewhere] = await Promise.all([startHostileServer(), startHostileServer()])
    onTestFinished(async () => {
      await Promise.all([server.close(), elsewhere.close()])
    })
    server.answer('/hook', (_, response) => {
      response.writeHead(status, { location: `${elsewhere.url}/secret` }).end()
    })
    const url = `${server.url}/hook`
    const hook = createWebhook({ name: 'hook', url, roles: new Map(), clock: { now: () => 0 } })
    const message = { card: alertCard(), nonce: 'n1', replyTo: undefined }
    await expect(hook.send(message)).rejects.toMatchObject({ name: 'DeliveryError' })
    expect(server.count('/hook')).toBe(1)
    expect(elsewhere.seen).toEqual([])
  },
)
