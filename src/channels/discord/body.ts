/** https://discord.com/developers/docs/resources/message#embed-object: what we use of it. */
export type Embed = {
  readonly title?: string
  readonly url?: string
  readonly description?: string
  readonly color: number
  readonly author?: { readonly name: string }
  readonly fields?: readonly EmbedField[]
  readonly footer?: { readonly text: string }
}

export type EmbedField = { readonly name: string; readonly value: string; readonly inline: boolean }

/** https://discord.com/developers/docs/components/reference#button; style 2 grey, 5 link. */
export type Button =
  | { readonly type: 2; readonly style: 2; readonly label: string; readonly custom_id: string }
  | { readonly type: 2; readonly style: 5; readonly label: string; readonly url: string }

export type ButtonRow = { readonly type: 1; readonly components: readonly Button[] }

/** The part of a message that a card makes; create and edit add the rest. */
export type Body = {
  readonly content: string
  readonly embeds: readonly Embed[]
  readonly components: readonly ButtonRow[]
  readonly allowed_mentions: {
    readonly parse: readonly never[]
    readonly roles?: readonly string[]
  }
  readonly flags?: number
}
