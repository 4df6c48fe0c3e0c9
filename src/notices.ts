import type { Notice } from './domain/alert.ts'
import type { Store, Tx } from './domain/ports.ts'

/** Tells the operator something once: a key that was told before is left alone. Returns whether it was new. */
export async function notify(tx: Tx, notice: Notice, channel: string): Promise<boolean> {
  if (!(await tx.addNotice(notice))) return false
  const id = `notice:${notice.key}`
  await tx.addAlert({
    id,
    channel,
    story: undefined,
    turn: 0,
    severity: 'low',
    topics: [],
    card: notice.card,
    createdAt: notice.at,
    repliesTo: undefined,
    messageId: undefined,
    sentAt: undefined,
    editedAt: undefined,
  })
  const { at } = notice
  await tx.enqueue({ key: id, alert: id, channel, op: 'send', dueAt: at, createdAt: at })
  return true
}

/** The same in a transaction of its own, for parts that have none. */
export function notifyLater(store: Store, channel: string): (notice: Notice) => Promise<boolean> {
  return (notice) => store.transaction((tx) => notify(tx, notice, channel))
}
