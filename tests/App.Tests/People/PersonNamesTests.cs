using System.Globalization;
using CsvHelper;
using Followup.People;

namespace Followup.Tests.People;

public sealed class PersonNamesTests
{
    [Theory]
    [InlineData("Chidi Okafor", "Chidi Okafor")]
    [InlineData("Okafor, Chidi", "Chidi Okafor")]
    [InlineData("OKAFOR,CHIDI", "CHIDI OKAFOR")]
    [InlineData(" Okafor ,  Chidi ", "Chidi Okafor")]
    [InlineData("Okafor, Dr. Chidi", "Dr. Chidi Okafor")]
    [InlineData("Okafor, Chidi, Dr.", "Dr. Chidi Okafor")]
    [InlineData("Dr. Okafor, Chidi", "Dr. Chidi Okafor")]
    [InlineData("Prof. Dr. Weiß, Anna", "Prof. Dr. Anna Weiß")]
    [InlineData("Weiß, Anna, Dr. med.", "Dr. med. Anna Weiß")]
    [InlineData("Dr. Anna Weiß", "Dr. Anna Weiß")]
    [InlineData("Weiß, Anna (Claims)", "Anna Weiß (Claims)")]
    [InlineData("Weiß, Anna [extern]", "Anna Weiß [extern]")]
    [InlineData("Weiß, Anna (Claims, EMEA)", "Anna Weiß (Claims EMEA)")]
    [InlineData("Anna Weiß (Claims)", "Anna Weiß (Claims)")]
    [InlineData("King, Jr., Martin Luther", "Martin Luther King Jr.")]
    [InlineData("King, Martin Luther, Jr.", "Martin Luther King Jr.")]
    [InlineData("King, Martin Luther Jr.", "Martin Luther King Jr.")]
    [InlineData("King Jr., Martin Luther", "Martin Luther King Jr.")]
    [InlineData("Martin King, Jr.", "Martin King Jr.")]
    [InlineData("Martin King, III", "Martin King III")]
    [InlineData("Anna Schmidt, PhD, MBA", "Anna Schmidt PhD MBA")]
    [InlineData("Anna Schmidt, Ph.D.", "Anna Schmidt Ph.D.")]
    [InlineData("Anna Schmidt, Ph. D.", "Anna Schmidt Ph. D.")]
    [InlineData("Anna Schmidt, M.D.", "Anna Schmidt M.D.")]
    [InlineData("Anna Schmidt, MA", "Anna Schmidt MA")]
    [InlineData("Schmidt, Anna, MA", "Anna Schmidt MA")]
    [InlineData("Ma, Jack", "Jack Ma")]
    [InlineData("Do, Linh", "Linh Do")]
    [InlineData("LI, MA", "MA LI")] // a given name: nothing else would be one
    [InlineData("García Márquez, Gabriel José", "Gabriel José García Márquez")]
    [InlineData("María del Carmen Núñez de la Torre", "María del Carmen Núñez de la Torre")]
    [InlineData("van der Berg, Jan", "Jan van der Berg")]
    [InlineData("O’Neill, Seán", "Seán O’Neill")]
    [InlineData("Sigríður Aðalheiður Jónsdóttir", "Sigríður Aðalheiður Jónsdóttir")]
    [InlineData("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai")]
    [InlineData("Sukarno", "Sukarno")]
    [InlineData("Sukarno,", "Sukarno")]
    [InlineData(", Sukarno", "Sukarno")]
    [InlineData("山田太郎", "山田太郎")]
    [InlineData("山田\u3000太郎", "山田 太郎")]
    [InlineData("山田, 太郎", "山田 太郎")] // written in this order anyway
    [InlineData("佐々木，のぞみ", "佐々木 のぞみ")]
    [InlineData("김, 철수", "김 철수")]
    [InlineData("الأحمد، محمد", "محمد الأحمد")]
    [InlineData("محمد بن سلمان", "محمد بن سلمان")]
    [InlineData("Schmidt, Anna, Maria", "Anna Maria Schmidt")]
    [InlineData("Okafor; Chidi", "Okafor Chidi")]
    [InlineData("Dwayne \"The Rock\" Johnson", "Dwayne The Rock Johnson")]
    [InlineData("Anna Schmidt <anna@corp.example>", "Anna Schmidt")]
    [InlineData("Schmidt, Anna <anna@corp.example>", "Anna Schmidt")]
    [InlineData("<b>Anna</b>", "b Anna /b")]
    [InlineData("Okafor,\r\nChidi", "Chidi Okafor")]
    [InlineData("Anna\u0000\u0007\tSchmidt", "Anna Schmidt")]
    [InlineData("Anna\u2028Schmidt", "Anna Schmidt")]
    [InlineData("\u202EAnna\u200B Schmidt\uFEFF", "Anna Schmidt")]
    [InlineData("رضا کیان\u200Cپور", "رضا کیان\u200Cپور")] // spelled with a joiner
    [InlineData(",;", "e1")] // nothing is left: the employee id
    public void A_name_is_displayed_as_it_is_said(string name, string displayed)
    {
        Assert.Equal(displayed, PersonNames.DisplayName(Person("e1", name)));
        Assert.Equal(displayed, PersonNames.DisplayName(Person("e1", displayed)));
    }

    [Theory]
    [InlineData("Okafor, Chidi", "Chidi", "Chidi")]
    [InlineData("Okafor, Chidi", null, "Chidi Okafor")]
    [InlineData("Okafor, Chidi", " ", "Chidi Okafor")]
    [InlineData("Okafor, Chidi", "Chidi,\n", "Chidi")]
    [InlineData("Dr. Anna Weiß", null, "Dr. Anna Weiß")]
    [InlineData("山田太郎", null, "山田太郎")]
    [InlineData("山田太郎", "太郎", "太郎")]
    [InlineData("Núñez de la Torre, María del Carmen", "María del Carmen", "María del Carmen")]
    public void Mails_greet_by_the_given_name_or_by_the_whole_name(string name, string? given, string greeting) =>
        Assert.Equal(greeting, PersonNames.Greeting(Person("e1", name, given: given)));

    [Fact]
    public void Those_of_one_name_are_told_apart_by_department_or_else_by_role_or_else_by_id()
    {
        Assert.Equal(
            ["Anna Schmidt (Claims)", "Ben Adu", "anna Schmidt (Sales)"],
            Names(Person("1", "Anna Schmidt", "Claims"), Person("2", "Schmidt, anna", "Sales"), Person("3", "Ben Adu", "Claims")));
        Assert.Equal(
            ["Anna Schmidt (Handler)", "Anna Schmidt (Lead)"],
            Names(Person("1", "Anna Schmidt", "Claims", "Handler"), Person("2", "Anna Schmidt", "claims", "Lead")));
        Assert.Equal(
            ["Anna Schmidt (1)", "Anna Schmidt (2)"],
            Names(Person("1", "Anna Schmidt", "Claims", "Lead"), Person("2", "Anna Schmidt", "Claims", "Lead")));
        Assert.Equal(
            ["Anna Schmidt (1)", "Anna Schmidt (2)", "Anna Schmidt (3)"],
            Names(Person("1", "Anna Schmidt", "A"), Person("2", "Anna Schmidt", "A"), Person("3", "Anna Schmidt", "B")));
        Assert.Equal(
            ["Anna Schmidt", "Anna Schmidt (Claims EMEA)"],
            Names(Person("1", "Anna Schmidt"), Person("2", "Anna Schmidt", "Claims,\nEMEA")));
        Assert.Equal(["Anna Schmidt"], Names(Person("1", "Anna Schmidt", "A"), Person("1", "Anna Schmidt", "A")));
    }

    [Fact]
    public void The_names_of_the_case_are_displayed_and_greeted_as_they_are_said()
    {
        var file = Repository.File("..", "shared", "data", "cases", "people", "people-names.csv");
        Assert.SkipUnless(File.Exists(file), "The cases lie in shared beside the clone, which is not there.");
        using var csv = new CsvReader(File.OpenText(file), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<PersonRow> people = [];
        var words = new ActiveWords();
        while (csv.Read())
        {
            var (entry, _) = PersonReader.Read(1, column => csv.TryGetField<string>(column, out var cell) ? cell : null, words);
            people.Add(entry!.Over(null).Person);
        }

        // no given names there: whole names, turned round where they are "Last, First"; the two of one name by their departments
        Assert.Equal(["Chidi Okafor", "Dr. Anna Weiß", "Anna Schmidt", "Anna Schmidt"], people.Select(PersonNames.Greeting));
        Assert.Equal(["Anna Schmidt (Claims)", "Anna Schmidt (Sales)", "Chidi Okafor", "Dr. Anna Weiß"], Names([.. people]));
    }

    private static IEnumerable<string> Names(params PersonRow[] people) =>
        PersonNames.ToldApart(people).Values.Order(StringComparer.Ordinal);

    private static PersonRow Person(string id, string name, string? department = null, string? role = null, string? given = null) => new()
    {
        PartitionKey = $"key of {id}",
        Id = id,
        Name = name,
        GivenName = given,
        Department = department,
        Role = role,
    };
}
