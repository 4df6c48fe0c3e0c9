import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGateway, type Gateway } from '../../../src/channels/discord/gateway.ts'
import { PERMISSIONS, startDiscord, type LoopbackDiscord } from '../../support/discord/index.ts'
import { alertCard, alertOf, NOW } from '../cards.ts'
import { recordingLog } from '../../support/log.ts'
import { actionsOver } from './bot.ts'

let discord: LoopbackDiscord
let gateway: Gateway
const actions = actionsOver([alertOf(alertCard(), { messageId: '77' })])

beforeAll(async () => {
  discord = await startDiscord()
  gateway = createGateway({
    token: discord.token,
    api: discord.api,
    actions,
    clock: { now: () => NOW },
    log: recordingLog(),
    firstWait: 20,
    registered: { get: async () => undefined, set: async () => undefined },
  })
  await gateway.start()
})
afterAll(async () => {
  await gateway.stop()
  await discord.close()
})

describe('/subscribe', () => {
  const asks = { topic: 'rare-earths' }

  test('makes the role where there is none, gives it, and /unsubscribe takes it', async () => {
    await discord.command('subscribe', asks)
    const role = [...discord.world.roles.values()].find(({ name }) => name === 'rare-earth-desk')!
    expect(role).toMatchObject({ permissions: 0n, mentionable: true })
    expect(actions.roles.get('rare-earth-desk')).toBe(role.id)
    expect(discord.world.members.get(discord.someone.id)).toContain(role.id)
    await discord.command('unsubscribe', asks)
    expect(discord.world.members.get(discord.someone.id)).not.toContain(role.id)
    discord.world.roles.delete(role.id)
  })

  test('never hands out a role that carries permissions', async () => {
    const admin = discord.world.addRole('rare-earth-desk', { permissions: 8n, position: 2 })
    actions.roles.set('rare-earth-desk', admin.id)
    const { data } = await discord.command('subscribe', asks)
    expect(data['content']).toContain('carries permissions')
    expect(discord.world.members.get(discord.someone.id)).not.toContain(admin.id)
    discord.world.roles.delete(admin.id)
  })

  test('hands out no role that only bears the name: it may open what is closed to others', async () => {
    actions.roles.delete('rare-earth-desk')
    const namesake = discord.world.addRole('rare-earth-desk', { position: 2 })
    const { data } = await discord.command('subscribe', asks)
    expect(data['content']).toContain(`\`ROLE_RARE_EARTH_DESK=${namesake.id}\``)
    expect(discord.world.members.get(discord.someone.id)).not.toContain(namesake.id)
    discord.world.roles.delete(namesake.id)
  })

  test('/unsubscribe makes no role', async () => {
    await discord.command('unsubscribe', asks)
    const names = [...discord.world.roles.values()].map(({ name }) => name)
    expect(names).not.toContain('rare-earth-desk')
  })

  test('says what is missing where the bot may not make or give the role', async () => {
    const { botRole } = discord.world
    const before = botRole.permissions
    botRole.permissions &= ~PERMISSIONS.manageRoles
    expect((await discord.command('subscribe', asks)).data['content']).toContain('Manage Roles')
    botRole.permissions = before
    const high = discord.world.addRole('rare-earth-desk', { position: 50 })
    actions.roles.set('rare-earth-desk', high.id)
    const { data } = await discord.command('subscribe', asks)
    expect(data['content']).toContain('must stand above')
    discord.world.roles.delete(high.id)
  })

  test('names the line to add when the topic mentions nobody', async () => {
    const { data } = await discord.command('subscribe', { topic: 'tariffs' })
    expect(data['content']).toContain('`mention: name-of-role`')
    expect(data['content']).toContain('rules/tariffs.yaml')
  })
})
