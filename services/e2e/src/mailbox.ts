import { expect } from '@playwright/test'
import { mailboxUrl } from './platform.ts'

interface Mail {
  subject: string
  links: string[]
}

/** The first link of the newest mail to an address, once it is there. */
export async function linkMailedTo(address: string, subject: RegExp): Promise<string> {
  let link: string | undefined
  await expect
    .poll(
      async () => {
        const mails = await mailsTo(address)
        link = mails.find((mail) => subject.test(mail.subject))?.links[0]
        return mails.map((mail) => mail.subject)
      },
      { message: `a mail to ${address}`, intervals: [100, 200, 200, 500] },
    )
    .toContainEqual(expect.stringMatching(subject))
  if (link === undefined) throw new Error(`The mail to ${address} has no link`)
  return link
}

async function mailsTo(address: string): Promise<Mail[]> {
  const answer = await fetch(`${mailboxUrl()}/api/messages?to=${encodeURIComponent(address)}`)
  if (!answer.ok) throw new Error(`The mailbox answers ${answer.status}`)
  const { items } = (await answer.json()) as { items: Mail[] }
  return items
}
