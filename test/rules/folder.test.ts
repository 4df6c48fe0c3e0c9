import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadRules } from '../../src/rules/files.ts'
import { temporaryFolder } from './support.ts'

const GOOD = 'topic: Rare earths\nany:\n  - samarium\ntests:\n  match:\n    - Samarium is scarce\n'

describe('what lies in the folder', () => {
  async function idsOf(files: Record<string, string>): Promise<readonly (readonly string[])[]> {
    const folder = await temporaryFolder(files)
    const { problems } = await loadRules(folder, { shownAs: 'rules' })
    return problems.map(({ id, file }) => [id, file])
  }

  test('strange names are refused, hidden files and other kinds are passed over', async () => {
    expect(
      await idsOf({
        'a.yaml': GOOD,
        '.#a.yaml': 'x',
        'README.md': '# x',
        'schema.json': '{}',
        'a.yaml~': 'x',
        '__proto__.yaml': GOOD,
        'Rare Earths.yaml': GOOD,
        'b.yml': GOOD,
        '_share.yaml': 'lists: {}',
        'old/c.yaml': GOOD,
      }),
    ).toEqual([
      ['bad-file-name', 'rules/Rare Earths.yaml'],
      ['bad-file-name', 'rules/__proto__.yaml'],
      ['bad-file-name', 'rules/_share.yaml'],
      ['bad-file-name', 'rules/b.yml'],
      ['inner-folder', 'rules/old/c.yaml'],
    ])
  })

  test('no file is to be renamed to what another is called, or would be', async () => {
    const folder = await temporaryFolder({
      'a.yaml': GOOD,
      'a.yml': GOOD,
      'B.yaml': GOOD,
      'b.yml': GOOD,
      'C.yaml': GOOD,
      '稀土.yaml': GOOD,
      '芯片.yaml': GOOD,
      '_shared.yaml': 'lists: {}',
      '_shared.yml': 'lists: {}',
    })
    const { problems } = await loadRules(folder, { shownAs: 'rules' })
    const names = problems.filter(({ id }) => id === 'bad-file-name')
    expect(names.map(({ file, cure }) => [file, cure?.split(':')[0]])).toEqual([
      ['rules/B.yaml', 'b.yml would be called b.yaml as well'],
      ['rules/C.yaml', 'rename it to c.yaml'],
      ['rules/_shared.yml', '_shared.yaml is there as well'],
      ['rules/a.yml', 'a.yaml is there as well'],
      ['rules/b.yml', 'B.yaml would be called b.yaml as well'],
      ['rules/稀土.yaml', 'rename it to what it is about, such as rare-earths.yaml'],
      ['rules/芯片.yaml', 'rename it to what it is about, such as rare-earths.yaml'],
    ])
  })

  test('an empty folder, a folder with shared words alone and no folder are refused', async () => {
    expect(await idsOf({})).toEqual([['no-rules', 'rules']])
    expect(await idsOf({ '_shared.yaml': 'ignore:\n  - toy magnet\n' })).toEqual([
      ['no-rules', 'rules/_shared.yaml'],
    ])
    const { problems } = await loadRules('/nowhere/at/all')
    expect(problems[0]).toMatchObject({ id: 'no-folder', file: '/nowhere/at/all' })
  })

  test('a link that leads outside is refused with its name; one inside is read', async () => {
    const outside = await temporaryFolder({ 'secret.yaml': GOOD })
    const folder = await temporaryFolder({ 'a.yaml': GOOD })
    await symlink(join(outside, 'secret.yaml'), join(folder, 'b.yaml'))
    await symlink(join(folder, 'a.yaml'), join(folder, 'c.yaml'))
    await symlink('/dev/zero', join(folder, 'd.yaml'))
    const { problems, source } = await loadRules(folder, { shownAs: 'rules' })
    expect(problems.map(({ id, file }) => [id, file])).toEqual([
      ['outside', 'rules/b.yaml'],
      ['outside', 'rules/d.yaml'],
    ])
    expect(source!.topics.map(({ id }) => id)).toEqual(['a', 'c'])
  })

  test('what is not UTF-8 is refused', async () => {
    const folder = await temporaryFolder({ 'a.yaml': GOOD })
    await writeFile(join(folder, 'b.yaml'), Buffer.from('topic: Caf\xe9\n', 'latin1'))
    const { problems } = await loadRules(folder, { shownAs: 'rules' })
    expect(problems).toMatchObject([{ id: 'not-utf8', file: 'rules/b.yaml' }])
  })
})
