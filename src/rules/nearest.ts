import type { Matchable, RuleSet } from '../domain/rule.ts'

/** What comes nearest to making a topic fire on an article that it does not fire on, a line each. */
export function nearestMisses(
  _set: RuleSet,
  _article: Matchable,
  _topic: string,
): readonly string[] {
  return []
}
