/** Whether a name is one of the time zones that the system knows (https://www.iana.org/time-zones). */
export function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
