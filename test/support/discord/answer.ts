/** What the loopback Discord answers to a request. */
export type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const REFUSALS = {
  unauthorised: { status: 401, body: { message: '401: Unauthorized', code: 0 } },
  notFound: { status: 404, body: { message: '404: Not Found', code: 0 } },
  unknownChannel: refusal(404, 10003, 'Unknown Channel'),
  unknownMessage: refusal(404, 10008, 'Unknown Message'),
  unknownRole: refusal(404, 10011, 'Unknown Role'),
  unknownMember: refusal(404, 10007, 'Unknown Member'),
  unknownWebhook: refusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: refusal(404, 10062, 'Unknown interaction'),
  missingAccess: refusal(403, 50001, 'Missing Access'),
  missingPermissions: refusal(403, 50013, 'Missing Permissions'),
  notTheAuthor: refusal(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: refusal(400, 50006, 'Cannot send an empty message'),
  invalidWebhookToken: refusal(401, 50027, 'Invalid Webhook Token'),
  replyNotAllowed: refusal(403, 160002, 'Cannot reply without permission to read message history'),
  alreadyCrossposted: refusal(400, 40033, 'This message has already been crossposted.'),
  alreadyAcknowledged: refusal(400, 40060, 'Interaction has already been acknowledged.'),
  notAnnouncement: refusal(403, 50024, 'Cannot execute action on this channel type'),
} as const satisfies Record<string, Answer>

export function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { message, code } }
}

/** 50035 with the fields that are wrong, as Discord nests them. */
export function invalidForm(problems: readonly string[]): Answer {
  const errors = Object.fromEntries(
    problems.map((problem) => {
      const [path = '', message = problem] = problem.split(': ', 2)
      return [path, { _errors: [{ code: 'BASE_TYPE_BAD', message }] }]
    }),
  )
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors } }
}
