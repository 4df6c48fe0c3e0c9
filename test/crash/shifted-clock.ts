// Loaded before the bot (node --import): its clock runs ahead by CLOCK_AHEAD_MS, so that the hours between two
// crashes need not be waited for.

const ahead = Number(process.env['CLOCK_AHEAD_MS'] ?? 0)
const RealDate = Date

class ShiftedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(RealDate.now() + ahead)
    else super(...(given as [number]))
  }

  static override now(): number {
    return RealDate.now() + ahead
  }
}

globalThis.Date = ShiftedDate as DateConstructor
