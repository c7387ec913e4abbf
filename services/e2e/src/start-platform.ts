import { startPlatform } from './platform.ts'

/** What Playwright runs before the first journey; it calls what this gives after the last one, also when one failed. */
export default startPlatform
