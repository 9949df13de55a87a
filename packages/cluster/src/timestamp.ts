export { formatTimestamp, parseTimestamp } from '@seaworthy/kube'
