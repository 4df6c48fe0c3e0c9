import { SEVERITIES } from '../../domain/rule.ts'
import { lines } from './lines.ts'
import { about, choice, keyed, named, oneOrMore, text } from './shapes.ts'
import { tests } from './tests.ts'
import { day, flag, language, limit, mention, NAME, repeat, settingName } from './values.ts'

const severity = choice(SEVERITIES)

const alert = keyed(
  {
    channel: about('The channel: `trade-alerts` is CHANNEL_TRADE_ALERTS in .env.', settingName),
    mention: about('The role to mention: `desk` is ROLE_DESK in .env; `none` for nobody.', mention),
    limit: about('At most so many messages: `10 per hour`, or `none`.', limit),
    repeat: about('When a further report tells a story again: `12 hours`, or `never`.', repeat),
  },
  { what: 'alert' },
)

const raiseLines = lines('line')

/** Every key of a topic's file: what reads it, what it means, and what an editor shows. */
export const TOPIC = keyed(
  {
    topic: about('What people read in the alert.', text),
    why: about('One sentence, printed in the alert.', text),
    severity: about('How loud an alert is; louder by `raise`.', severity),
    any: about('The topic fires when at least one of these lines hits.', lines('line')),
    all: about('Every one of these lines must hit too, anywhere in the article.', lines('line')),
    none: about('One hit of these anywhere and the topic stays silent.', lines('line')),
    ignore: about('Phrases inside these phrases do not count; others still do.', lines('ignore')),
    raise: about(
      'A louder level for an article in which one of its lines hits too.',
      keyed(
        {
          low: raiseLines,
          medium: raiseLines,
          high: raiseLines,
          critical: raiseLines,
        },
        { what: 'raise' },
      ),
    ),
    alert: about('Where and how often it is told.', alert),
    only: about(
      'Only articles of these languages, feeds and tags; an article needs one of each key.',
      keyed(
        {
          lang: about('Languages as two small letters.', oneOrMore(language)),
          source: about('Ids of feeds.', oneOrMore(text)),
          tag: about('Tags of feeds.', oneOrMore(text)),
        },
        { what: 'only' },
      ),
    ),
    tests: about('Headlines, or articles, that must and must not fire.', tests),
    owner: about('Who looks after this file.', text),
    review: about('After this day `rules check` asks whether the topic is still needed.', day),
    enabled: about('`false` switches the topic off.', flag),
  },
  { what: 'a topic', required: ['topic', 'any'] },
)

/** Every key of _shared.yaml. */
export const SHARED = keyed(
  {
    lists: about(
      'Words used by several topics: `$name` in a line stands for every line of the list.',
      named(lines('list'), NAME, 'list'),
    ),
    defaults: about(
      'What holds for a topic that does not say otherwise; its limit counts a whole channel.',
      keyed({ severity, alert }, { what: 'defaults' }),
    ),
    ignore: about('Phrases that no topic counts.', lines('ignore')),
  },
  { what: '_shared.yaml' },
)
