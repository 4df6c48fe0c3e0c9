// The package's own types break tsc; this is what we use of it.
declare module 'discord-api-spec/zod' {
  type Parsed =
    | { readonly success: true }
    | { readonly success: false; readonly error: { readonly issues: readonly SpecIssue[] } }
  type SpecIssue = { readonly path: readonly PropertyKey[]; readonly message: string }
  type Schema = { safeParse(value: unknown): Parsed }

  export const MessageCreateRequestSchema: Schema
  export const MessageEditRequestPartialSchema: Schema
  export const IncomingWebhookRequestPartialSchema: Schema
  export const IncomingWebhookUpdateRequestPartialSchema: Schema
  export const IncomingWebhookInteractionRequestSchema: Schema
  export const CreateMessageInteractionCallbackRequestSchema: Schema
  export const UpdateMessageInteractionCallbackRequestSchema: Schema
  export const ApplicationCommandAutocompleteCallbackRequestSchema: Schema
  export const ApplicationCommandUpdateRequestSchema: Schema
  export const CreateRoleRequestSchema: Schema
}
