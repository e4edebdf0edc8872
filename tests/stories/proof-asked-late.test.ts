// Grace takes ten minutes over a policy. Saving it needs a proof that is fresh, and asking for one costs her nothing she typed.
import { Secret, TOTP } from 'otpauth'
import { expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../servers/chromium.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { openClock } from './telling/clock.ts'
import { startDemo } from './telling/demo.ts'
import { openVisitor } from './telling/visitor.ts'

describeWith('chromium', 'a proof asked for late', () => {
  describeWith('postgres', 'with a clock that runs ahead', () => {
    const databases = usePostgres()

    it('opens beside what was typed, and the same button saves it then', async () => {
      const clock = await openClock(await databases.createDatabase())
      const [demo, browser] = await Promise.all([startDemo(clock.database), launchBrowser()])
      onTestFinished(async () => {
        await browser.close()
        await demo.stop()
      })
      const secret = Secret.fromBase32(demo.person('grace').totpSecret ?? '')
      const appCode = () => new TOTP({ secret }).generate({ timestamp: clock.now() })
      const grace = await openVisitor(browser, demo.url, { scripts: true })
      await grace.goesTo('/admin/customisation')
      await grace.types('Username', demo.person('grace').username)
      await grace.types('Password', demo.person('grace').password)
      await grace.presses('Sign in')
      await grace.presses('Use my authenticator app')
      await grace.types('Code', appCode())
      await grace.presses('Check the code')
      await grace.sees('Customisation')
      await grace.types('Name', 'Acme Reset')
      await clock.putForward(10 * 60)
      await grace.page.getByRole('button', { name: 'Preview and save' }).click()
      await grace.page.getByRole('button', { name: /^Save for/ }).click()
      await grace.reads('Prove that it is you first.')
      await grace.sees('Customisation')
      const [beside] = await Promise.all([
        grace.context.waitForEvent('page'),
        grace.page.getByRole('link', { name: 'Prove it in a new tab' }).click(),
      ])
      await beside.getByRole('button', { name: 'Use my authenticator app' }).click()
      await beside.getByLabel('Code', { exact: true }).fill(appCode())
      await beside.getByRole('button', { name: 'Check the code' }).click()
      await beside.getByRole('heading', { level: 1, name: 'Customisation' }).waitFor()
      await beside.close()
      expect(await grace.page.getByLabel('Name', { exact: true }).inputValue()).toBe('Acme Reset')
      await grace.page.getByRole('button', { name: 'Preview and save' }).click()
      await grace.page.getByRole('button', { name: /^Save for/ }).click()
      await grace.reads(/Version \d+ is in force\./)
    })
  })
})
