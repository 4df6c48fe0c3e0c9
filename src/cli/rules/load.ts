import { loadRules, type Loaded } from '../../rules/files.ts'
import { errorsOnly } from '../../rules/check/render.ts'
import { RuleError } from '../../domain/errors.ts'
import type { RuleSet } from '../../domain/rule.ts'
import type { RuleSource } from '../../rules/source.ts'
import type { RulesContext } from './context.ts'

/** The rules in the folder, which must be good. Throws RuleError with every error. */
export async function goodRules(
  context: Pick<RulesContext, 'rulesFolder' | 'now'>,
): Promise<Loaded & { readonly set: RuleSet; readonly source: RuleSource }> {
  const loaded = await loadRules(context.rulesFolder, { now: context.now() })
  const { set, source, problems } = loaded
  if (!set || !source) throw new RuleError(errorsOnly(problems))
  return { ...loaded, set, source }
}
