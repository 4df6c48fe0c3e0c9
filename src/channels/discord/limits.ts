// Named once, with the page that says so. Discord counts code points; we count UTF-16 units, never fewer.

/** https://discord.com/developers/docs/resources/message#create-message-jsonform-params */
export const CONTENT_LIMIT = 2000

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export const EMBED_TITLE_LIMIT = 256
export const EMBED_DESCRIPTION_LIMIT = 4096
export const EMBED_FIELDS_LIMIT = 25
export const FIELD_VALUE_LIMIT = 1024
export const AUTHOR_LIMIT = 256
/** Title, description, field names and values, footer and author of all embeds of a message. */
export const EMBEDS_TOTAL_LIMIT = 6000
export const EMBED_URL_LIMIT = 2048

/** https://discord.com/developers/docs/components/reference#button */
export const BUTTON_URL_LIMIT = 512
export const CUSTOM_ID_LIMIT = 100

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object */
export const CHOICES_LIMIT = 25
export const CHOICE_NAME_LIMIT = 100
export const CHOICE_VALUE_LIMIT = 100

/** https://discord.com/developers/docs/resources/channel#get-channel-messages */
export const MESSAGES_PAGE_LIMIT = 100

// Ours, tighter than Discord's.

/** What a phone shows of a notification. */
export const HEADLINE_LIMIT = 150
export const QUOTES_LIMIT = 900
export const DIGEST_LINKS_LIMIT = 10
