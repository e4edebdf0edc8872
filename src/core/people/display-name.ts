// What an account is called on the pages: one line of visible text.
import { hasUnprintable } from '../wording/foreign-text.ts'

export const longestDisplayName = 100

export const isDisplayName = (text: string): boolean => [...text].length <= longestDisplayName && !hasUnprintable(text)
