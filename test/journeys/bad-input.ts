export const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbcde.notATokenButShapedLikeOne_0123456789ab'
const HOOK = 'https://example.org/api/hook/0123456789-hidden'
export const SECRETS = ['notATokenButShapedLikeOne', 'GAbcde', '0123456789-hidden']

/** A mistake that people make, and what the program answers. */
type Row = {
  readonly about: string
  readonly args: string
  /** Where it is run, within the test's folder. */
  readonly folder?: string
  readonly env?: Readonly<Record<string, string>>
  readonly code: number
  readonly says: readonly (string | RegExp)[]
}

const WHAT_A_CHANNEL_IS = 'a Discord channel id (a number of 17 to 20 digits)'
export const ROWS: readonly Row[] = [
  {
    about: 'a placeholder for the token',
    args: 'run --once',
    env: { DISCORD_TOKEN: 'your-token-here' },
    code: 78,
    says: ['DISCORD_TOKEN is not a bot token', 'discord.com/developers'],
  },
  {
    about: 'a Discord channel without a token',
    args: 'run --once',
    env: { CHANNEL_DEFAULT: '123456789012345678' },
    code: 78,
    says: ['CHANNEL_DEFAULT', 'DISCORD_TOKEN is not set'],
  },
  {
    about: "a channel's name in place of its id, and an address that is no webhook",
    args: 'run --once',
    env: { DISCORD_TOKEN: TOKEN, CHANNEL_DEFAULT: 'alerts', CHANNEL_OPS: HOOK },
    code: 78,
    says: [`CHANNEL_DEFAULT must be ${WHAT_A_CHANNEL_IS}`, `CHANNEL_OPS must be`],
  },
  {
    about: 'settings that cannot be read, all at once',
    args: 'run --once',
    env: { AGE_LIMIT: 'soon', KEEP_DAYS: '-1', LOG_LEVEL: 'loud' },
    code: 78,
    says: [
      'AGE_LIMIT must be a duration',
      'KEEP_DAYS must be',
      'LOG_LEVEL must be',
      '.env.example',
    ],
  },
  {
    about: 'mistyped names in .env',
    args: 'rules check',
    folder: 'mistyped',
    code: 0,
    says: [
      'CHANEL_DEFAULT in .env is no setting; did you mean CHANNEL_DEFAULT?',
      'CHANEL_METALS in .env is no setting; did you mean CHANNEL_METALS?',
      'KEEPDAYS in .env is no setting; did you mean KEEP_DAYS?',
    ],
  },
  {
    about: 'lines in .env that set nothing, one of them a token',
    args: 'rules check --rules ../mistyped/rules',
    folder: 'idle',
    code: 0,
    says: [
      'line 2 of .env is no setting; write NAME=value',
      'line 3 of .env is no setting; write NAME=value',
      'line 4 of .env is no setting; write NAME=value',
    ],
  },
  {
    about: 'quiet hours that are none',
    args: 'run --once',
    env: { QUIET_DEFAULT: '22-7' },
    code: 78,
    says: ['QUIET_DEFAULT', '22:00-07:00 Europe/Berlin'],
  },
  ...['status', 'send-test'].map((args) => ({
    about: `quiet hours that are none, for ${args}`,
    args,
    env: { QUIET_DEFAULT: '22-7', QUIET_METALS: '22:00-07:00 Berlin' },
    code: 78,
    says: ['QUIET_DEFAULT is "22-7"', 'QUIET_METALS names the time zone "Berlin"'],
  })),
  {
    about: 'a broken feed file',
    args: 'run --once --feeds broken-feeds --data d1',
    code: 78,
    says: [/broken-feeds.papers\.yaml:4:5 {2}there is no key ulr; did you mean url\?/],
  },
  {
    about: 'a broken rule file',
    args: 'run --once --rules broken-rules --data d2',
    code: 78,
    says: [/broken-rules.metals\.yaml:4:14/, 'write + between two things'],
  },
  {
    about: 'no feed folder',
    args: 'run --once --feeds nowhere --data d3',
    code: 78,
    says: ['nowhere', 'there is no such folder', '--feeds'],
  },
  {
    about: 'no rule folder',
    args: 'rules check --rules nowhere',
    code: 1,
    says: ['nowhere', '--rules FOLDER'],
  },
  {
    about: 'a folder without a rule',
    args: 'rules check --rules empty',
    code: 1,
    says: ['there is no rule file in it', 'rules new'],
  },
  {
    about: 'a data folder that cannot be made',
    args: 'run --once --data file/inside',
    code: 78,
    says: ['The data folder', 'a part of its path is a file', 'DATA_DIR'],
  },
  {
    about: 'a database of a newer trucewatch',
    args: 'status --data newer',
    code: 78,
    says: [/newer/i, /update|newer version/i],
  },
  {
    about: 'a mistyped command',
    args: 'statsu',
    code: 2,
    says: ['There is no command "statsu". Did you mean status?'],
  },
  {
    about: 'a mistyped command behind an option',
    args: '--data d5 statsu',
    code: 2,
    says: ['There is no command "statsu". Did you mean status?'],
  },
  {
    about: 'a value in .env that is a comment',
    folder: 'hidden',
    args: 'alerts --data d6',
    code: 0,
    says: [/^CHANNEL_DEFAULT in \.env is not set: what stands behind # is a comment\./],
  },
  {
    about: 'an address without https://',
    args: 'feeds try lumber.example/feed.xml',
    code: 78,
    says: ['lumber.example/feed.xml: there is no such', 'https://lumber.example/feed.xml'],
  },
  {
    about: 'a mistyped option',
    args: 'run --onse',
    code: 2,
    says: ["unknown option '--onse'", '--once'],
  },
  {
    about: 'a value that an option does not take',
    args: 'alerts --since soon',
    code: 2,
    says: ['--since', 'Write a duration such as 24h or 7d'],
  },
  {
    about: 'a mistyped topic',
    args: 'rules show metal',
    code: 2,
    says: ['There is no topic "metal": did you mean metals?'],
  },
  {
    about: 'a channel that no setting names',
    args: 'send-test nowhere',
    code: 78,
    says: ['There is no channel nowhere', 'default, ops'],
  },
  {
    about: 'nothing stored yet',
    args: 'status --data d4',
    code: 78,
    says: ['There is no database in d4 yet'],
  },
  {
    about: 'a file that is not there',
    args: 'eval nowhere.jsonl --predictions out.jsonl',
    code: 78,
    says: ['nowhere.jsonl cannot be read: there is no such file'],
  },
  {
    about: 'a folder where a file should be',
    args: 'feeds import empty',
    code: 78,
    says: ['empty cannot be read: it is a folder, not a file.'],
  },
  {
    about: 'a file where a folder should be',
    args: 'rules new Gallium --rules file',
    code: 78,
    says: ['file cannot be made: there is something of that name already.'],
  },
  {
    about: 'an export over a file of another kind',
    args: 'feeds export rules/metals.yaml',
    code: 78,
    says: ['rules/metals.yaml is there already and no OPML file'],
  },
  {
    about: 'an archive with a broken line',
    args: 'eval broken.jsonl --predictions out.jsonl',
    code: 78,
    says: [/broken\.jsonl(:| line )2/],
  },
  {
    about: 'an address of this machine',
    args: 'rules try http://127.0.0.1:9/x',
    code: 1,
    says: ['127.0.0.1 is not a public address'],
  },
]
