// Each identifier has its own type, so that one can't stand where another belongs.

declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** One customer of the installation. A UUID. */
export type TenantId = Branded<string, 'TenantId'>
/** A row of ours for one directory entry. A UUID made by us. */
export type AccountId = Branded<string, 'AccountId'>
/** Where an account lives: chosen by the operator, survives a change of server. */
export type DirectoryKey = Branded<string, 'DirectoryKey'>
/** The directory's immutable id of an entry (entryUUID, objectGUID), as lower-case hexadecimal bytes. */
export type ExternalId = Branded<string, 'ExternalId'>
export type JourneyId = Branded<string, 'JourneyId'>
export type ChallengeId = Branded<string, 'ChallengeId'>
export type MethodId = Branded<string, 'MethodId'>
/** What kind of method it is, e.g. `email`. Open: a method is added by listing it where the product is wired. */
export type MethodKind = Branded<string, 'MethodKind'>
/** A group of the directory, by the directory's own immutable id. */
export type GroupId = Branded<string, 'GroupId'>
/** What a person reads out to the help desk: `RK-7F3K-92QD`. Names a journey, opens nothing. */
export type Reference = Branded<string, 'Reference'>
/** A keyed hash by which a value is found again without being stored. Carries its key's id. */
export type LookupHash = Branded<string, 'LookupHash'>
/** Authenticated ciphertext, `v1.<key id>.<nonce>.<text>`. */
export type SealedText = Branded<string, 'SealedText'>
/** A hash of a bearer token: what storage holds of a cookie or link. */
export type TokenHash = Branded<string, 'TokenHash'>

export const tenantId = (value: string): TenantId => value as TenantId
export const accountId = (value: string): AccountId => value as AccountId
export const directoryKey = (value: string): DirectoryKey => value as DirectoryKey
export const externalId = (value: string): ExternalId => value as ExternalId
export const journeyId = (value: string): JourneyId => value as JourneyId
export const challengeId = (value: string): ChallengeId => value as ChallengeId
export const methodId = (value: string): MethodId => value as MethodId
export const methodKind = (value: string): MethodKind => value as MethodKind
export const groupId = (value: string): GroupId => value as GroupId
export const reference = (value: string): Reference => value as Reference
export const lookupHash = (value: string): LookupHash => value as LookupHash
export const sealedText = (value: string): SealedText => value as SealedText
export const tokenHash = (value: string): TokenHash => value as TokenHash
