import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { parse } from 'yaml'
import { SHARED, TOPIC } from '../../src/rules/read/keys.ts'
import { ruleSchema, SCHEMA_LINE } from '../../src/rules/schema.ts'
import { scaffold } from '../../src/rules/scaffold.ts'

const files = readdirSync('rules').filter((name) => name.endsWith('.yaml'))

test('rules/schema.json is what the table of keys gives: `trucewatch rules schema` writes it', () => {
  expect(readFileSync('rules/schema.json', 'utf8')).toBe(ruleSchema())
})

test('every shipped file, and every new one, names the schema in its first line', () => {
  for (const name of files)
    expect(readFileSync(`rules/${name}`, 'utf8').split('\n')[0]).toBe(SCHEMA_LINE)
  expect(scaffold('Soybeans').split('\n')[0]).toBe(SCHEMA_LINE)
})

test('what the reader accepts an editor accepts, and every key has a description', () => {
  const { definitions } = JSON.parse(ruleSchema())
  const topic = z.fromJSONSchema(definitions.topic)
  const shared = z.fromJSONSchema(definitions.shared)
  for (const name of files) {
    const value = parse(readFileSync(`rules/${name}`, 'utf8'))
    const result = (name === '_shared.yaml' ? shared : topic).safeParse(value)
    expect({ name, issues: result.error?.issues ?? [] }).toEqual({ name, issues: [] })
  }
  for (const { schema } of [TOPIC, SHARED])
    for (const { description } of Object.values(schema['properties'] as object))
      expect(description).toMatch(/[.?]$/)
})

test('what the reader refuses an editor refuses', () => {
  const topic = z.fromJSONSchema(JSON.parse(ruleSchema()).definitions.topic)
  const good = { topic: 'A', any: ['x', { title: 'y' }, 10], enabled: false, review: '2027-03-01' }
  expect(topic.safeParse(good).success).toBe(true)
  for (const bad of [
    { ...good, any: [] },
    { ...good, severty: 'low' },
    { ...good, severity: 'loud' },
    { ...good, any: [{ titel: 'x' }] },
    { ...good, raise: { loud: ['x'] } },
    { ...good, alert: { limit: 'a lot' } },
    { any: ['x'] },
  ])
    expect({ bad, ok: topic.safeParse(bad).success }).toEqual({ bad, ok: false })
})
