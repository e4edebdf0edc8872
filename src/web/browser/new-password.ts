// /assets/new-password.js, a module: ticks the rules while a password is typed, by the code the server judges with, and
// shows what was typed. The page works without it; the server judges all the same. What it finds on the page:
//   ul#rules  data-rules   the PasswordRules, JSON
//             data-words   names the password may not be made of, a JSON array
//             data-word-met, data-word-todo, data-word-fail   hidden words before each sentence: "Done:" …
//     li[data-rule]        the rule's id; an svg first, then the sentence with the hidden words in a .vh
//   template#rule-icons    three svg, by class: met, todo, fail
//   input#new-password     what is judged
//   .with[data-show]       round a password: gets a button with those words. The one of #new-password shows #again too.
import { addShowButton } from './show-password.ts'
import { tickRules } from './tick-rules.ts'

const list = document.querySelector<HTMLUListElement>('ul#rules')
const field = document.querySelector<HTMLInputElement>('input#new-password')
if (list !== null && field !== null) tickRules(list, field)

for (const wrapper of document.querySelectorAll<HTMLElement>('.with[data-show]')) addShowButton(wrapper)
