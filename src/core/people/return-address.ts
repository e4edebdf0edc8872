// `return_to`: whether people may be led to an address of another application. One of a list, whole, or nothing.

/**
 * `href` is what the URL standard makes of what was asked (`new URL(asked).href`): the same text that a browser would follow.
 * Compared before that, `https:\\mail.example`, a tab in the middle or another case would pass for what they are not; compared
 * by its parts, `https://mail.example@evil.example/` or `//evil.example` would; compared by how it begins,
 * `https://mail.example.evil.example/` would. What isn't equal to an entry is refused, a query or a fragment more included.
 */
export const isReturnAddress = (href: string, allowed: readonly string[]): boolean => allowed.includes(href)
