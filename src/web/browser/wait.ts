// /assets/wait.js, a module: counts a wait down to the second, where CSS alone knows a few lengths and rounds up. The server
// decides all the same when the wait is over. What it finds on the page:
//   [data-seconds]   how long from now; within it
//     .wait          the sentence; a time like 0:30 in it is counted down
//     .later         what follows in its place
// And a form is sent once: a second press on its way would come with the identifier that the first one has just renewed.
import { clockIn, secondsLeft } from './countdown.ts'

for (const form of document.querySelectorAll('form')) sendOnce(form)
for (const wrapper of document.querySelectorAll<HTMLElement>('[data-seconds]')) countDown(wrapper)

function countDown(wrapper: HTMLElement): void {
  const sentence = wrapper.querySelector<HTMLElement>('.wait')
  const later = wrapper.querySelector<HTMLElement>('.later')
  const until = Date.now() + Number(wrapper.dataset['seconds']) * 1_000
  if (sentence === null || later === null || Number.isNaN(until)) return

  // From here on the stylesheet's own timing is out of the way.
  for (const element of [sentence, later]) element.style.animation = 'none'
  const tick = () => {
    const left = secondsLeft(until, Date.now())
    sentence.hidden = left === 0
    later.style.visibility = left === 0 ? 'visible' : 'hidden'
    sentence.textContent = clockIn(sentence.textContent ?? '', left)
    if (left === 0) clearInterval(timer)
  }
  const timer = setInterval(tick, 250)
  tick()
}

function sendOnce(form: HTMLFormElement): void {
  let sent = false
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault()
    sent = true
  })
  // Come back to by the back button, the form may be sent again.
  window.addEventListener('pageshow', () => {
    sent = false
  })
}
