// Mails from the wording id and values that waited in the outbox: composed once as a letter, written as text and as HTML.
import type { MessageContent, RendersMessages } from '../ports/delivery.ts'
import type { SpeaksLanguages } from '../ports/languages.ts'
import { composeLetter } from './compose-letter.ts'
import { writeLetterAsHtml } from './letter-html.tsx'
import { writeLetterAsText } from './letter-text.ts'

/** `mail` throws for a wording it does not know and for a link that does not start with the sender's base address. */
export function createRenderer(languages: SpeaksLanguages): RendersMessages {
  return {
    mail(content: MessageContent, sender) {
      const letter = composeLetter(content, sender, languages)
      return { subject: letter.subject, text: writeLetterAsText(letter), html: writeLetterAsHtml(letter) }
    },
  }
}
