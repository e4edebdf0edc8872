// The organisation's own words on a page: text, never markup, with the line breaks that it has.

/** `dir`: in whatever language it was written. */
export const OwnText = ({ text }: { text: string | null | undefined }) =>
  text === null || text === undefined ? null : (
    <p class="own" dir="auto">
      {text}
    </p>
  )
