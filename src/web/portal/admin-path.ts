// `then=admin/people`: a room of the administrators' portal that a sign-in or a proof leads back to. Words, digits and hyphens
// between slashes, so that it can be no other site's address and no other page of ours.
export type AdminPath = `admin${string}`

export function adminPath(then: string | undefined): AdminPath | null {
  return then !== undefined && then.length <= 200 && /^admin(?:\/[a-z0-9-]+)*$/.test(then) ? (then as AdminPath) : null
}
