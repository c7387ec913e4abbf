/** On which a window that has logged in tells the others. */
export const SESSION_CHANNEL = 'millrace-session'
