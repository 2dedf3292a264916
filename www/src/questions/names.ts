/** First and last names by where they are common. People are combined from them, each combination once. */
export const NAMES: [first: string, last: string][] = [
  [
    "Anna Lukas Marie Felix Johanna Jonas Katrin Moritz Greta Hannes Lena Matthias Ronja Stefan Ulrike Till Svenja Bastian Frieda Henning Judith Konrad Merle Tobias Wiebke Arne Birgit Clemens Dörte Emil",
    "Albrecht Brandt Dietrich Eberhardt Falk Gerlach Hoffmann Jansen Keller Lindner Meinhardt Neumann Ostermann Pohl Reuter Sommer Thiele Ullrich Vogel Winkler Ziegler Böhm Krüger Schäfer Mühlhaus Petersen Riedel Stahl Wagner Zimmer",
  ],
  [
    "Camille Antoine Chloé Baptiste Élodie Étienne Margaux Julien Inès Mathieu Noémie Olivier Pauline Quentin Rémi Sabine Thibault Valérie Yann Zoé Adèle Bruno Clémence Damien Estelle Fabrice Gaëlle Hugo Jeanne Loïc",
    "Aubert Blanchard Carpentier Delaunay Fontaine Garnier Hébert Jacquet Lambert Marchand Noël Olivier Perrin Renaud Simonet Tessier Vasseur Beaumont Chevalier Duval Faucher Girard Leclerc Moulin Picard Rousseau Besson Clément Dupuy Roche",
  ],
  [
    "Lucía Mateo Carmen Diego Elena Fernando Gabriela Hugo Irene Javier Leticia Manuel Natalia Óscar Paula Rafael Sara Tomás Valeria Álvaro Beatriz Cristian Daniela Emilio Fátima Gonzalo Inés Joaquín Marta Nicolás",
    "Aguilar Benítez Cabrera Domínguez Escobar Fuentes Galindo Herrera Ibáñez Jiménez Lozano Medina Navarro Ortega Palacios Quintana Rivas Salazar Tejada Urrutia Valdés Zamora Castaño Delgado Ferrer Guzmán Miranda Peralta Robles Soto",
  ],
  [
    "Beatriz João Catarina Duarte Filipa Gonçalo Helena Ivo Joana Leonor Miguel Nuno Olívia Pedro Raquel Sérgio Teresa Vasco Inês Rui Mafalda Afonso Bruna Caio Débora Eduardo Flávia Gustavo Larissa Thiago",
    "Almeida Barbosa Carvalho Duarte Esteves Figueiredo Guimarães Henriques Lacerda Magalhães Nogueira Oliveira Pacheco Queirós Ramalho Sampaio Tavares Valente Xavier Azevedo Brandão Coelho Faria Leitão Moreira Peixoto Rezende Serrano Teixeira Vieira",
  ],
  [
    "Ingrid Lars Astrid Bjørn Kari Mikkel Solveig Anders Freja Søren Linnea Oskar Maja Henrik Signe Magnus Ylva Erik Tuva Rasmus Elin Viktor Thea Gustav Saga Håkon Ebba Kasper Nora Joakim",
    "Andersen Bergström Christensen Dahl Engström Fjeld Gustafsson Haugen Isaksen Jørgensen Karlsson Lindqvist Mortensen Nyström Olsen Pedersen Rask Sandberg Thorsen Vestergaard Wiklund Åkesson Østby Bakke Ekdahl Holm Lund Sjöberg Strand Virtanen",
  ],
  [
    "Agnieszka Piotr Katarzyna Tomasz Zofia Jakub Magdalena Paweł Hanna Michał Ewelina Łukasz Natalia Krzysztof Weronika Marek Olena Andriy Iryna Bohdan Oksana Taras Kateryna Dmytro Yuliia Ondřej Tereza Matěj Zuzana Jiří",
    "Adamczyk Borkowska Cieślak Dudek Gajewski Jabłońska Kaczmarek Lewandowicz Mazur Nowicki Ostrowska Pawlak Rutkowski Sikora Tomczak Urban Wieczorek Zawadzka Bondar Hrytsenko Kovalenko Lysenko Marchuk Petrenko Tkachuk Dvořák Horák Kučera Procházka Svoboda",
  ],
  [
    "Giulia Marco Chiara Alessandro Francesca Davide Elisa Fabio Ginevra Lorenzo Martina Nicolò Ottavia Paolo Rebecca Simone Teresa Valerio Viola Andrea Bianca Claudio Donatella Enrico Flavia Gianni Ilaria Luca Marta Stefano",
    "Amato Barbieri Colombo Donati Esposito Ferrara Gallo Leone Mancini Negri Orlando Pellegrini Ricci Santoro Testa Valentini Vitale Bellini Caruso DeLuca Fabbri Giordano Longo Marini Neri Parisi Rinaldi Sala Serra Villa",
  ],
  [
    "Amina Kwame Chiamaka Tunde Zainab Kofi Ngozi Emeka Fatou Sékou Adaeze Ibrahim Wanjiru Otieno Akinyi Juma Thandiwe Sipho Lerato Themba Naledi Bongani Ayanda Makena Baraka Halima Yusuf Efua Kojo Nneka",
    "Abubakar Adeyemi Asante Balogun Boateng Chukwu Danjuma Diallo Eze Fofana Gyasi Ibeh Kamau Keita Kimani Koné Lawal Mensah Mbeki Moyo Mwangi Ndlovu Nkosi Nwosu Obi Odhiambo Okafor Sarr Traoré Zulu",
  ],
  [
    "Yasmin Omar Layla Karim Nour Tariq Rania Samir Hanan Bilal Dalia Faris Salma Nadim Huda Ziad Leila Reza Shirin Kaveh Parisa Emre Elif Mert Zeynep Kerem Defne Onur Selin Can",
    "Abbas Barakat Chahine Darwish Fahmy Ghanem Haddad Ismail Jaber Khoury Mansour Nasser Othman Qasim Rahal Saleh Tawil Zaidan Ahmadi Farahani Karimi Moradi Rostami Aydın Çelik Demir Kaya Özkan Şahin Yıldız",
  ],
  [
    "Priya Arjun Ananya Rohan Kavya Vikram Meera Aditya Divya Karthik Nisha Sanjay Lakshmi Rahul Shreya Farhan Ayesha Imran Sadia Tanvir Nusrat Dilani Kasun Tharushi Nuwan Ishita Manish Pooja Suresh Zara",
    "Agarwal Bhatt Chatterjee Desai Fernando Ghosh Hegde Iyer Joshi Kapoor Kulkarni Lal Menon Nair Pillai Rao Reddy Sen Sharma Trivedi Varma Wickramasinghe Ahmed Chowdhury Hossain Islam Malik Qureshi Perera Siddiqui",
  ],
  [
    "Hana Kenji Yuki Haruto Aoi Ren Sakura Takumi Mio Daichi Ji-woo Min-jun Seo-yeon Do-yun Ha-eun Joon Wei Mei Jun Lan Xin Hao Ting Bo Yan Linh Minh Thu Quang Ngoc",
    "Aoki Fujita Hasegawa Inoue Kobayashi Matsuda Nakano Ogawa Sakamoto Takeda Ueno Watanabe Choi Jang Kang Kwon Lim Shin Chen Deng Gao Huang Liang Lin Tang Zhao Dang Hoang Nguyen Pham",
  ],
  [
    "Emma Liam Olivia Noah Grace Ethan Chloe Mason Ruby Callum Isla Rhys Niamh Declan Aoife Cormac Hannah Owen Megan Lewis Charlotte Gareth Fiona Angus Zoe Marcus Tessa Wyatt Paige Tyler",
    "Ashworth Bradley Carmichael Dawson Ellis Fletcher Gallagher Hartley Irving Jennings Kavanagh Lockwood MacLeod Newton O'Brien Pritchard Quinn Rafferty Sinclair Thornton Underwood Vaughan Whitaker Yates Barlow Connolly Drummond Farrell Murray Sutton",
  ],
];
