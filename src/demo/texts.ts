/** What a demo feed tells, and when. */
export type DemoItem = {
  /** Seconds after the start at which it appears; negative: it is there already, that many minutes old. */
  readonly at: number
  readonly id: string
  readonly title: string
  readonly lead: string
}

export type DemoFeed = {
  readonly id: string
  readonly title: string
  readonly format: 'rss' | 'atom' | 'json' | 'page' | 'gb18030'
  readonly lang: string
  readonly tags: readonly string[]
  /** Answers its first so many requests with 500. */
  readonly refuses?: number
  /** One answer at this second breaks off half-way. */
  readonly cutAt?: number
  readonly items: readonly DemoItem[]
}

const TRUCE = `Two people who know what was agreed in London say the renewed truce leaves one thing out: Beijing has promised no clearance for the special rare-earth magnets, samarium ones among them, that makers of fighter jets and missiles need. Washington for its part keeps its curbs on advanced AI chips, and the Chinese side tied the one to the other. Officials in Washington would like to extend the present tariffs on China for 90 days beyond the August 10 deadline that was set in Geneva. Duties stand at 55 percent on Chinese goods and 10 percent on American ones. Civilian buyers get a fast track with licences of six months and a green channel.`

/** The demo's newsroom: every text is made up for it. */
export const DEMO_FEEDS: readonly DemoFeed[] = [
  {
    id: 'harbour-wire',
    title: 'Harbour Wire',
    format: 'rss',
    lang: 'en',
    tags: ['wire'],
    items: [
      {
        at: -400,
        id: 'h0',
        title: 'US tariffs on China unchanged as talks resume',
        lead: 'Old news: it was there before the bot came.',
      },
      {
        at: 3,
        id: 'h1',
        title: 'London truce leaves military rare-earth magnets out, sources say',
        lead: TRUCE,
      },
      {
        at: 8,
        id: 'h2',
        title: 'Electricity tariff to rise in spring, regulator says',
        lead: 'Households will pay more for power from April.',
      },
      {
        at: 15,
        id: 'h3',
        title: 'China says it will lower tariffs on US farm goods next month',
        lead: 'The ministry in Beijing said duties on soybeans and grain would come down to 9 percent under the truce.',
      },
    ],
  },
  {
    id: 'morning-ledger',
    title: 'Morning Ledger',
    format: 'atom',
    lang: 'en',
    tags: ['press'],
    items: [
      {
        at: -90,
        id: 'm0',
        title: 'Bakery opens third shop',
        lead: 'The queue reached the corner.',
      },
      {
        at: 6,
        id: 'm1',
        title: 'London truce leaves military rare-earth magnets out, sources say',
        lead: TRUCE,
      },
      {
        at: 10,
        id: 'm2',
        title: 'City trade their goalkeeper for a young striker',
        lead: 'The deal was done an hour before the window closed.',
      },
      {
        at: 20,
        id: 'm3',
        title: 'China to lower tariffs on US farm goods to 7 percent next month',
        lead: 'The ministry in Beijing named the rate for duties on soybeans and grain under the truce: 7 percent, after 10 percent.',
      },
    ],
  },
  {
    id: 'chip-notes',
    title: 'Chip Notes',
    format: 'json',
    lang: 'en',
    tags: ['trade-press'],
    refuses: 2,
    items: [
      {
        at: 9,
        id: 'c1',
        title: 'Washington tightens export controls on AI chips to China',
        lead: 'The Commerce Department added licence conditions for advanced processors.',
      },
      {
        at: 12,
        id: 'c2',
        title: 'Ten fridge magnets that everybody wants',
        lead: 'A list for the kitchen.',
      },
      {
        at: 14,
        id: 'c3',
        title: 'London truce leaves military rare-earth magnets out, sources say',
        lead: TRUCE,
      },
    ],
  },
  {
    id: 'ministry-page',
    title: 'Ministry notices',
    format: 'page',
    lang: 'en',
    tags: ['official'],
    items: [
      { at: -200, id: 'p0', title: 'Office hours during the holidays', lead: '' },
      {
        at: 13,
        id: 'p1',
        title: 'Notice: export licences granted for samarium and dysprosium magnets',
        lead: '',
      },
    ],
  },
  {
    id: 'donghai',
    title: '东海财经',
    format: 'gb18030',
    lang: 'zh',
    tags: ['press'],
    cutAt: 7,
    items: [
      { at: -120, id: 'd0', title: '本地天气转晴', lead: '周末气温回升。' },
      {
        at: 11,
        id: 'd1',
        title: '商务部宣布对稀土出口实施新的许可管理',
        lead: '中美经贸磋商期间，商务部公布了稀土磁铁的出口许可办法。',
      },
      { at: 17, id: 'd2', title: '城市图书馆延长开放时间', lead: '读者可以坐到晚上十点。' },
    ],
  },
  {
    id: 'old-songs',
    title: 'Old Songs',
    format: 'rss',
    lang: 'en',
    tags: ['press'],
    items: [
      {
        at: 7,
        id: 's1',
        title: 'Motown band Rare Earth to tour again',
        lead: 'Two of the first members will be on stage.',
      },
    ],
  },
]
