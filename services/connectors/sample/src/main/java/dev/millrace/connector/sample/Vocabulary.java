package dev.millrace.connector.sample;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The names, places and words of the business. */
final class Vocabulary {

    static final Choice<String> COUNTRIES = new Choice<String>()
            .or("United States", 38)
            .or("United Kingdom", 13)
            .or("Germany", 12)
            .or("Canada", 8)
            .or("France", 7)
            .or("Netherlands", 5)
            .or("Australia", 5)
            .or("Spain", 4)
            .or("Sweden", 3)
            .or("Brazil", 3)
            .or("Poland", 2);

    static final Choice<String> CHANNELS = new Choice<String>()
            .or("Organic search", 34)
            .or("Paid search", 18)
            .or("Referral", 14)
            .or("Social", 12)
            .or("Direct", 12)
            .or("Newsletter", 6)
            .or("Partner", 4);

    static final Choice<String> DEVICES =
            new Choice<String>().or("Desktop", 58).or("Mobile", 36).or("Tablet", 6);

    static final Choice<String> LANDING_PAGES = new Choice<String>()
            .or("/", 40)
            .or("/pricing", 18)
            .or("/features", 14)
            .or("/blog", 14)
            .or("/customers", 8)
            .or("/docs", 6);

    static final Choice<String> METHODS =
            new Choice<String>().or("Card", 70).or("Bank transfer", 18).or("PayPal", 12);

    static final Choice<String> REASONS = new Choice<String>()
            .or("Too expensive", 30)
            .or("Missing a feature", 24)
            .or("Not used enough", 22)
            .or("Went to a competitor", 14)
            .or("Business closed", 10);

    static final Choice<String> PRIORITIES =
            new Choice<String>().or("Low", 30).or("Normal", 50).or("High", 16).or("Urgent", 4);

    /** A kind of question that customers ask. */
    record Topic(String category, String subject) {}

    static final Choice<Topic> TOPICS = new Choice<Topic>()
            .or(new Topic("How to", "How do I add a teammate?"), 14)
            .or(new Topic("How to", "How do I export my data?"), 12)
            .or(new Topic("How to", "Where do I change my password?"), 8)
            .or(new Topic("Billing", "Question about my last invoice"), 14)
            .or(new Topic("Billing", "Please change our billing address"), 8)
            .or(new Topic("Bug", "A page does not load"), 13)
            .or(new Topic("Bug", "An import stopped half way"), 9)
            .or(new Topic("Bug", "Wrong figure in a report"), 7)
            .or(new Topic("Feature request", "Could you support single sign-on?"), 8)
            .or(new Topic("Feature request", "A darker theme, please"), 7);

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Amir", "Ana", "Anders", "Aisha", "Beatriz", "Ben", "Carla", "Chloé", "Daniel", "Elena", "Emma",
            "Erik", "Fatima", "Felix", "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jack", "Jana", "João", "Julia", "Kai",
            "Lara", "Leo", "Lena", "Louis", "Lucía", "Maria", "Mateo", "Maya", "Mia", "Noah", "Nora", "Oliver", "Olga",
            "Oscar", "Paula", "Pierre", "Priya", "Rosa", "Samuel", "Sara", "Sofia", "Thomas", "Tom", "Yuki", "Zoë");

    private static final List<String> LAST_NAMES = List.of(
            "Almeida",
            "Andersson",
            "Bauer",
            "Becker",
            "Bernard",
            "Brown",
            "Carter",
            "Clark",
            "Costa",
            "Davies",
            "Dubois",
            "Evans",
            "Fischer",
            "García",
            "Green",
            "Hansen",
            "Hughes",
            "Ito",
            "Jansen",
            "Johnson",
            "Khan",
            "King",
            "Kowalski",
            "Lambert",
            "Larsson",
            "Lewis",
            "López",
            "Martin",
            "Meyer",
            "Miller",
            "Moreau",
            "Müller",
            "Nguyen",
            "Novak",
            "Okafor",
            "Patel",
            "Pereira",
            "Ramos",
            "Rossi",
            "Sánchez",
            "Schmidt",
            "Silva",
            "Smith",
            "Taylor",
            "Visser",
            "Walker",
            "Weber",
            "White",
            "Wilson",
            "Young");

    private static final List<String> COMPANY_WORDS = List.of(
            "Acorn",
            "Amber",
            "Anchor",
            "Atlas",
            "Beacon",
            "Birch",
            "Bluebird",
            "Bramble",
            "Bright",
            "Cedar",
            "Cobalt",
            "Copper",
            "Coral",
            "Crane",
            "Delta",
            "Ember",
            "Falcon",
            "Fern",
            "Forge",
            "Garnet",
            "Harbor",
            "Hazel",
            "Heron",
            "Indigo",
            "Juniper",
            "Lantern",
            "Lark",
            "Linden",
            "Maple",
            "Meadow",
            "Northern",
            "Oak",
            "Orchard",
            "Otter",
            "Pebble",
            "Pine",
            "Quarry",
            "Raven",
            "River",
            "Saffron",
            "Sierra",
            "Silver",
            "Sparrow",
            "Summit",
            "Thistle",
            "Timber",
            "Tidal",
            "Velvet",
            "Willow",
            "Wren");

    private static final List<String> COMPANY_ENDINGS = List.of(
            "Analytics",
            "Bakery",
            "Books",
            "Clinic",
            "Coffee",
            "Consulting",
            "Design",
            "Digital",
            "Fitness",
            "Foods",
            "Garden",
            "Goods",
            "Home",
            "Labs",
            "Law",
            "Logistics",
            "Media",
            "Outdoor",
            "Partners",
            "Software",
            "Sports",
            "Studio",
            "Supply",
            "Travel",
            "Works");

    private Vocabulary() {}

    static String personName(SplittableRandom random) {
        return pick(FIRST_NAMES, random) + " " + pick(LAST_NAMES, random);
    }

    static String companyName(SplittableRandom random) {
        return pick(COMPANY_WORDS, random) + " " + pick(COMPANY_ENDINGS, random);
    }

    /** An address in a domain that can never exist (RFC 2606), unique by the customer's number. */
    static String email(String person, String company, long customer) {
        String local = Normalizer.normalize(person, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace(' ', '.');
        return local + customer + "@" + company.toLowerCase(Locale.ROOT).replace(' ', '-') + ".example";
    }

    private static String pick(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }
}
