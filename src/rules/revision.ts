import { execFile } from 'node:child_process'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { ConfigError } from '../domain/errors.ts'
import type { RuleFile } from './read/folder.ts'

const run = promisify(execFile)

/** Whether the folder lies in a git working tree with a commit. */
export async function isVersioned(folder: string): Promise<boolean> {
  return git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'])
    .then(() => true)
    .catch(() => false)
}

/**
 * The rule files of a folder as they were in a git revision (a commit, a branch, a tag). Nothing is checked out.
 * Throws ConfigError where git does not know the revision, or the folder was not there.
 */
export async function readRevision(folder: string, revision: string): Promise<readonly RuleFile[]> {
  try {
    const names = await git(folder, ['ls-tree', '-z', '--name-only', '--end-of-options', revision])
    const wanted = names.split('\0').filter((name) => /^[a-z0-9_][a-z0-9-]*\.yaml$/.test(name))
    if (wanted.length === 0) throw new Error('there were no rule files in it')
    return await Promise.all(
      wanted.map(async (name) => ({
        name,
        file: `${revision}:${join(basename(folder), name)}`,
        text: await git(folder, ['show', '--end-of-options', `${revision}:./${name}`]),
      })),
    )
  } catch (cause) {
    const { code, stderr, message } = cause as NodeJS.ErrnoException & { stderr?: string }
    const reason = code === 'ENOENT' ? 'git is not installed' : firstLine(stderr || message)
    throw new ConfigError(
      `There are no rules to compare with in "${revision}": ${reason}. Name a folder or a git revision.`,
      'bad-revision',
      cause,
    )
  }
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', [...args], { cwd: folder, maxBuffer: 64 * 1024 * 1024 })
  return stdout
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').replace(/^fatal: /, '').replace(/\.$/, '')
}
